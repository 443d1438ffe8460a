import type { ReadDb } from '#server/db/handle.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { compareInboxRows } from '#shared/domain/inbox.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { type Behind, placesBehind } from './behind.repository.ts';

/** The conversations behind a figure, as lists show them, the most urgent first. */
export async function readBehind(db: ReadDb, ask: Behind, at: Date): Promise<QueryOutput<'board.behind'>> {
  const { ids, total } = await placesBehind(db, ask, at);
  const rows = await inboxRows(db, ids);
  return { rows: rows.sort(compareInboxRows), total };
}
