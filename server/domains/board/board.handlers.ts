import { demand, type QueryHandlers } from '#server/asking.ts';
import { readBehind } from './behind.service.ts';
import { openBoard } from './open-board.service.ts';

export const boardQueries = {
  'board.open': async (deps, asking) => {
    demand(asking, 'board.read');
    return openBoard(deps);
  },
  'board.behind': async (deps, asking, input) => {
    demand(asking, 'board.read');
    return readBehind(deps.db, input, deps.clock.now());
  },
} satisfies Pick<QueryHandlers, 'board.open' | 'board.behind'>;
