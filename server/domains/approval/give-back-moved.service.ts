import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { movedOn } from './held.repository.ts';
import { giveBackMoved } from './held-moves.service.ts';

const AT_ONCE = 100;

/**
 * Whatever waits for a lead in a conversation that is not its author's any more, or is closed, goes back to them ([CV4]).
 * Called every second on every hub; until then nobody can let it out, for a decision looks at the same facts. Gives how many.
 */
export async function returnMoved(deps: Deps): Promise<number> {
  let returned = 0;
  for (const id of await movedOn(deps.db, AT_ONCE)) {
    returned += Number(await inWork(deps, (work) => giveBackMoved(work, id)));
  }
  return returned;
}
