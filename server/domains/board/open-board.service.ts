import type { Deps } from '#server/deps.ts';
import { readHeads } from '#server/domains/topics/heads.repository.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { BOARD_TOPIC } from '#shared/wire/topic.ts';
import { readBoard } from './board.service.ts';

/** The floor with the head to follow it from: what is told after this head is in what was read, or comes. */
export async function openBoard({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<QueryOutput<'board.open'>> {
  // Before the rest.
  const head = (await readHeads(db, [BOARD_TOPIC])).get(BOARD_TOPIC);
  if (head === undefined) throw new Error('the board has no row for its version');
  const at = clock.now();
  return { head, at: at.toISOString(), ...(await readBoard(db, at)) };
}
