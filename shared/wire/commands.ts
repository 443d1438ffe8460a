import { callCommands } from './commands/calls.ts';
import { channelCommands } from './commands/channels.ts';
import { checkCommands } from './commands/checks.ts';
import { consentCommands } from './commands/consent.ts';
import { conversationCommands } from './commands/conversation.ts';
import { demoCommands } from './commands/demo.ts';
import { handoffCommands } from './commands/handoff.ts';
import { identityCommands } from './commands/identity.ts';
import { messageCommands } from './commands/message.ts';
import { quarantineCommands } from './commands/quarantine.ts';
import { settingsCommands } from './commands/settings.ts';
import { shopCommands } from './commands/shop.ts';
import { storeCommands } from './commands/store.ts';
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
  ...shopCommands,
  ...storeCommands,
  ...demoCommands,
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
