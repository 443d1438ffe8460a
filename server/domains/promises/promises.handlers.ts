import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { moveCommitment } from '#server/domains/commitments/commitments.service.ts';
import { promiseClock } from './promise-clock.service.ts';

export const promisesCommands = {
  'commitment:move': async (work, asking, input) => ({ commitment: await moveCommitment(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'commitment:move'>;

export const promisesQueries = {
  'promise.clock': async (deps, asking, { conversationId }) => {
    demand(asking, 'thread.read');
    return promiseClock(deps, conversationId);
  },
} satisfies Pick<QueryHandlers, 'promise.clock'>;
