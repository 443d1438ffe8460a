import { approvalCommands } from './commands/approval.ts';
import { callCommands } from './commands/calls.ts';
import { careCommands } from './commands/care.ts';
import { channelCommands } from './commands/channels.ts';
import { checkCommands } from './commands/checks.ts';
import { consentCommands } from './commands/consent.ts';
import { conversationCommands } from './commands/conversation.ts';
import { demoCommands } from './commands/demo.ts';
import { escalationsCommands } from './commands/escalations.ts';
import { handoffCommands } from './commands/handoff.ts';
import { identityCommands } from './commands/identity.ts';
import { journeyCommands } from './commands/journey.ts';
import { knowledgeCommands } from './commands/knowledge.ts';
import { liveHelpCommands } from './commands/live-help.ts';
import { mattersCommands } from './commands/matters.ts';
import { messageCommands } from './commands/message.ts';
import { promisesCommands } from './commands/promises.ts';
import { quarantineCommands } from './commands/quarantine.ts';
import { repliesCommands } from './commands/replies.ts';
import { routingCommands } from './commands/routing.ts';
import { seenCommands } from './commands/seen.ts';
import { settingsCommands } from './commands/settings.ts';
import { shiftCommands } from './commands/shift.ts';
import { shopCommands } from './commands/shop.ts';
import { signOnCommands } from './commands/sign-on.ts';
import { storeCommands } from './commands/store.ts';
import { summariserCommands } from './commands/summariser.ts';
import { surveysCommands } from './commands/surveys.ts';
import { visitorCommands } from './commands/visitor.ts';
import type { InputOf, OutputOf, ParsedOf } from './registry.ts';

/** Every command an agent may give, on the socket with an ack or by HTTP. */
export const COMMANDS = [
  ...conversationCommands,
  ...messageCommands,
  ...handoffCommands,
  ...callCommands,
  ...channelCommands,
  ...checkCommands,
  ...consentCommands,
  ...identityCommands,
  ...quarantineCommands,
  ...settingsCommands,
  ...signOnCommands,
  ...shopCommands,
  ...storeCommands,
  ...demoCommands,
  ...routingCommands,
  ...shiftCommands,
  ...promisesCommands,
  ...seenCommands,
  ...summariserCommands,
  ...mattersCommands,
  ...escalationsCommands,
  ...liveHelpCommands,
  ...surveysCommands,
  ...knowledgeCommands,
  ...repliesCommands,
  ...careCommands,
  ...approvalCommands,
  ...journeyCommands,
] as const;
/** Every command a visitor may give. */
export const VISITOR_COMMANDS = visitorCommands;

type Row = (typeof COMMANDS)[number] | (typeof VISITOR_COMMANDS)[number];
export type AgentCommandName = (typeof COMMANDS)[number]['name'];
export type VisitorCommandName = (typeof VISITOR_COMMANDS)[number]['name'];
export type CommandName = Row['name'];
export type CommandRow<N extends CommandName> = Extract<Row, { name: N }>;
export type CommandInput<N extends CommandName> = InputOf<CommandRow<N>>;
export type CommandParsed<N extends CommandName> = ParsedOf<CommandRow<N>>;
export type CommandOutput<N extends CommandName> = OutputOf<CommandRow<N>>;
