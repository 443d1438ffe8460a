import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';

export type CallItem = { readonly data: ItemData<'call'>; readonly author: Author; readonly occurredAt: Date };

/** The item that tells of a call, as it stands on the thread; null when it was redacted. */
export async function callItem(db: ReadDb, id: string): Promise<CallItem | null> {
  const { rows } = await sql<CallItem>`
    select data, author, occurred_at as "occurredAt" from timeline_item
    where id = ${id}::uuid and kind = 'call' and redacted_at is null`.execute(db);
  return rows[0] ?? null;
}
