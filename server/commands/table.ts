import type { CommandHandlers } from '#server/asking.ts';
import { connectionCommands } from '#server/channels/connections/connections.handlers.ts';
import { channelHandlers } from '#server/channels/registry.ts';
import { approvalCommands } from '#server/domains/approval/approval.handlers.ts';
import { auditHandlers } from '#server/domains/audit/audit.handlers.ts';
import { callbackCommands } from '#server/domains/callbacks/callbacks.handlers.ts';
import { callCommands } from '#server/domains/calls/calls.handlers.ts';
import { careCommands } from '#server/domains/care/care.handlers.ts';
import { checkCommands } from '#server/domains/checks/checks.handlers.ts';
import { commitmentHandlers } from '#server/domains/commitments/commitments.handlers.ts';
import { consentCommands } from '#server/domains/consent/consent.handlers.ts';
import { conversationHandlers } from '#server/domains/conversations/conversations.handlers.ts';
import { draftHandlers } from '#server/domains/drafts/drafts.handlers.ts';
import { escalationsCommands } from '#server/domains/escalations/escalations.handlers.ts';
import { handoffHandlers } from '#server/domains/handoffs/handoffs.handlers.ts';
import { identityCommands } from '#server/domains/identity/identity.handlers.ts';
import { journeyCommands } from '#server/domains/journey/journey.handlers.ts';
import { knowledgeCommands } from '#server/domains/knowledge/knowledge.handlers.ts';
import { liveHelpCommands } from '#server/domains/live-help/live-help.handlers.ts';
import { mattersCommands } from '#server/domains/matters/matters.handlers.ts';
import { messageHandlers } from '#server/domains/messages/messages.handlers.ts';
import { presenceCommands } from '#server/domains/presence/presence.handlers.ts';
import { promisesCommands } from '#server/domains/promises/promises.handlers.ts';
import { quarantineCommands } from '#server/domains/quarantine/quarantine.handlers.ts';
import { repliesCommands } from '#server/domains/replies/replies.handlers.ts';
import { routingCommands } from '#server/domains/routing/routing.handlers.ts';
import { seenCommands } from '#server/domains/seen/seen.handlers.ts';
import { settingsCommands } from '#server/domains/settings/settings.handlers.ts';
import { shiftCommands } from '#server/domains/shift/shift.handlers.ts';
import { shopCommands } from '#server/domains/shop/shop.handlers.ts';
import { signInCommands } from '#server/domains/sign-ins/sign-ins.handlers.ts';
import { signOnCommands } from '#server/domains/sign-on/sign-on.handlers.ts';
import { storeCommands } from '#server/domains/store/store.handlers.ts';
import { summariserCommands } from '#server/domains/summariser/summariser.handlers.ts';
import { surveysCommands } from '#server/domains/surveys/surveys.handlers.ts';
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
  ...signOnCommands,
  ...signInCommands,
  ...shopCommands,
  ...storeCommands,
  ...routingCommands,
  ...shiftCommands,
  ...promisesCommands,
  ...seenCommands,
  ...summariserCommands,
  ...mattersCommands,
  ...workspaceHandlers,
  ...escalationsCommands,
  ...liveHelpCommands,
  ...surveysCommands,
  ...knowledgeCommands,
  ...careCommands,
  ...repliesCommands,
  ...approvalCommands,
  ...journeyCommands,
};
