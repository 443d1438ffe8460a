import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { acceptWork, declineWork } from './decide-work.service.ts';
import { offersToAsker, whoWasAsked } from './read-offers.service.ts';

export const routingCommands = {
  'routing:accept': async (work, asking, input) => ({ conversation: await acceptWork(work, asking, input) }),
  'routing:decline': async (work, asking, input) => ({ offer: await declineWork(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'routing:accept' | 'routing:decline'>;

export const routingQueries = {
  'routing.offers': offersToAsker,
  'routing.tried': whoWasAsked,
} satisfies Pick<QueryHandlers, 'routing.offers' | 'routing.tried'>;
