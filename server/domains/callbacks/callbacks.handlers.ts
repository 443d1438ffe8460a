import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { askFor, attempt, claimCallback, close, move } from './callbacks.service.ts';
import { callbacksFor } from './list.service.ts';

export const callbackCommands = {
  'callback:ask': async (work, asking, input) => ({ callback: await askFor(work, asking, input) }),
  'callback:claim': async (work, asking, { callbackId }) => ({
    callback: await claimCallback(work, asking, callbackId),
  }),
  'callback:attempt': async (work, asking, input) => ({ callback: await attempt(work, asking, input) }),
  'callback:close': async (work, asking, input) => ({ callback: await close(work, asking, input) }),
  'callback:move': async (work, asking, input) => ({ callback: await move(work, asking, input) }),
} satisfies Partial<CommandHandlers>;

export const callbackQueries = {
  'callback.list': callbacksFor,
} satisfies Partial<QueryHandlers>;
