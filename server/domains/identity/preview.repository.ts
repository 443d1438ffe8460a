import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** How much a thread holds, from its counters: nothing is counted item by item ([TL6]). */
export async function threadCounts(
  db: ReadDb,
  members: readonly string[],
): Promise<{ items: number; conversations: number; unresolved: string[] }> {
  const { rows } = await sql<{ items: number; conversations: number; unresolved: string[] | null }>`
    select (select sum(last_seq)::int from customer where id = any(${members}::uuid[])) as items,
      (select count(*)::int from conversation where customer_id = any(${members}::uuid[])) as conversations,
      (select array_agg(id order by last_item_at desc) from (select id, last_item_at from conversation
        where customer_id = any(${members}::uuid[]) and status <> 'resolved'
        order by last_item_at desc limit 10) o) as unresolved`.execute(db);
  const row = rows[0];
  return { items: row?.items ?? 0, conversations: row?.conversations ?? 0, unresolved: row?.unresolved ?? [] };
}
