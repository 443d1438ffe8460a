import type { CommandHandlers } from '#server/asking.ts';
import { channelHandlers } from '#server/channels/registry.ts';
import { auditHandlers } from '#server/domains/audit/audit.handlers.ts';
import { commitmentHandlers } from '#server/domains/commitments/commitments.handlers.ts';
import { conversationHandlers } from '#server/domains/conversations/conversations.handlers.ts';
import { draftHandlers } from '#server/domains/drafts/drafts.handlers.ts';
import { handoffHandlers } from '#server/domains/handoffs/handoffs.handlers.ts';
import { messageHandlers } from '#server/domains/messages/messages.handlers.ts';
import { presenceCommands } from '#server/domains/presence/presence.handlers.ts';
import { workspaceHandlers } from '#server/domains/workspace/workspace.handlers.ts';

/** Every command of the registries with what carries it out; a missing one is a type error here. */
export const commandHandlers: CommandHandlers = {
  ...auditHandlers,
  ...channelHandlers,
  ...commitmentHandlers,
  ...conversationHandlers,
  ...draftHandlers,
  ...handoffHandlers,
  ...messageHandlers,
  ...presenceCommands,
  ...workspaceHandlers,
};
