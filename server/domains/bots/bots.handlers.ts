import type { QueryHandlers } from '#server/asking.ts';
import { frontOf } from './front.service.ts';

/** What answers this part's queries. */
export const botQueries = {
  'bot.front': (deps, _asking, ask) => frontOf(deps, ask),
} satisfies Pick<QueryHandlers, 'bot.front'>;
