import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { callbackCommands, callbackQueries } from '#server/domains/callbacks/callbacks.handlers.ts';
import { AppError } from '#server/errors.ts';
import type { callCommands as rows } from '#shared/wire/commands/calls.ts';
import type { callQueries as queryRows } from '#shared/wire/queries/calls.ts';

const later = async (): Promise<never> => {
  throw new AppError('unavailable');
};

export const callCommands = {
  ...callbackCommands,
  'call:ring': later,
  'call:answer': later,
  'call:decline': later,
  'call:report': later,
  'call:place': later,
  'call:sip-id': later,
  'call:transfer': later,
  'call:control': later,
  'call:wrap-up': later,
} satisfies Pick<CommandHandlers, (typeof rows)[number]['name']>;

export const callQueries = {
  ...callbackQueries,
  'calls.live': later,
  'calls.on-thread': later,
  'telephony.account': later,
  'call.customer': later,
} satisfies Pick<QueryHandlers, (typeof queryRows)[number]['name']>;
