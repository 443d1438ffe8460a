import type { CommandHandlers } from '#server/asking.ts';
import { connectionCommands } from '#server/channels/connections/connections.handlers.ts';
import { channelHandlers } from '#server/channels/registry.ts';
import { auditHandlers } from '#server/domains/audit/audit.handlers.ts';
import { callbackCommands } from '#server/domains/callbacks/callbacks.handlers.ts';
import { callCommands } from '#server/domains/calls/calls.handlers.ts';
import { checkCommands } from '#server/domains/checks/checks.handlers.ts';
import { commitmentHandlers } from '#server/domains/commitments/commitments.handlers.ts';
import { consentCommands } from '#server/domains/consent/consent.handlers.ts';
import { conversationHandlers } from '#server/domains/conversations/conversations.handlers.ts';
import { draftHandlers } from '#server/domains/drafts/drafts.handlers.ts';
import { handoffHandlers } from '#server/domains/handoffs/handoffs.handlers.ts';
import { identityCommands } from '#server/domains/identity/identity.handlers.ts';
import { messageHandlers } from '#server/domains/messages/messages.handlers.ts';
import { presenceCommands } from '#server/domains/presence/presence.handlers.ts';
import { quarantineCommands } from '#server/domains/quarantine/quarantine.handlers.ts';
import { settingsCommands } from '#server/domains/settings/settings.handlers.ts';
import { shopCommands } from '#server/domains/shop/shop.handlers.ts';
import { storeCommands } from '#server/domains/store/store.handlers.ts';
import { workspaceHandlers } from '#server/domains/workspace/workspace.handlers.ts';

/** Every command of the registries with what carries it out; a missing one is a type error here. */
export const commandHandlers: CommandHandlers = {
  ...auditHandlers,
  ...callbackCommands,
  ...callCommands,
  ...channelHandlers,
  ...checkCommands,
  ...commitmentHandlers,
  ...connectionCommands,
  ...consentCommands,
  ...conversationHandlers,
  ...draftHandlers,
  ...handoffHandlers,
  ...identityCommands,
  ...messageHandlers,
  ...presenceCommands,
  ...quarantineCommands,
  ...settingsCommands,
  ...shopCommands,
  ...storeCommands,
  ...workspaceHandlers,
};
