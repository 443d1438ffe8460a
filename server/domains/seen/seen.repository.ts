import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Work } from '#server/work.ts';
import type { Snapshot } from '#shared/domain/brief.ts';

/**
 * Keeps what an agent saw of the records of a customer's thread. It never goes backwards and never beyond what there is;
 * other records than the thread's are passed over. Rows are taken in order of id, so that two windows of one agent do not
 * wait for each other.
 */
export async function markSeen(
  work: Work,
  agentId: string,
  { customerId, seen }: { readonly customerId: string; readonly seen: Snapshot },
): Promise<void> {
  await sql`
    insert into thread_seen (agent_id, customer_id, seq, at)
    select ${agentId}, c.id, least(c.last_seq, (${JSON.stringify(seen)}::jsonb ->> c.id::text)::bigint), ${work.at}
    from customer c where c.id = any(${memberIds(customerId)}) and ${JSON.stringify(seen)}::jsonb ? c.id::text
      and c.last_seq > 0 and (${JSON.stringify(seen)}::jsonb ->> c.id::text)::bigint > 0
    order by c.id
    on conflict (agent_id, customer_id) do update set seq = excluded.seq, at = excluded.at
      where thread_seen.seq < excluded.seq`.execute(work.tx);
}

/** What an agent saw of these records, and when last; null when never. */
export async function seenOf(
  db: ReadDb,
  agentId: string,
  members: readonly string[],
): Promise<{ snapshot: Snapshot; at: Date } | null> {
  const { rows } = await sql<{ customerId: string; seq: number; at: Date }>`
    select customer_id as "customerId", seq, at from thread_seen
    where agent_id = ${agentId} and customer_id = any(${members}::uuid[])`.execute(db);
  if (rows.length === 0) return null;
  return {
    snapshot: Object.fromEntries(rows.map(({ customerId, seq }) => [customerId, seq])),
    at: new Date(Math.max(...rows.map(({ at }) => at.getTime()))),
  };
}

/**
 * What came after a snapshot on these records, in the order of the screen: the first so many of each to come. A record
 * that it does not name is passed over: whoever saw the thread had not got it.
 */
export async function itemsSince(db: ReadDb, snapshot: Snapshot, limit: number): Promise<ItemRow[]> {
  const ids = Object.keys(snapshot);
  const { rows } = await sql<ItemRow>`
    select found.* from unnest(${ids}::uuid[], ${ids.map((id) => snapshot[id] ?? 0)}::bigint[]) as member (id, seq)
      cross join lateral (select ${itemColumns} from ${itemTables}
        where i.customer_id = member.id and i.seq > member.seq order by i.seq limit ${limit}) found
    order by occurred_at, customer_id, found.seq limit ${limit}`.execute(db);
  return rows;
}

/** Handoffs that moved a conversation and plain changes of owner, newest first, each with the handoff's snapshot if it has one. */
export async function ownerChanges(
  db: ReadDb,
  members: readonly string[],
  limit: number,
): Promise<(ItemRow & { readonly snapshot: Snapshot | null })[]> {
  const { rows } = await sql<ItemRow & { snapshot: Snapshot | null }>`
    select ${itemColumns}, h.snapshot from ${itemTables}
      left join handoff h on i.kind = 'handoff' and h.id = (i.data ->> 'handoffId')::uuid
    where i.customer_id = any(${members}::uuid[]) and (
      (i.kind = 'handoff' and i.data ->> 'event' in ('accepted', 'completed', 'returned'))
      or (i.kind = 'system' and i.data ->> 'event' = 'owner_changed'))
    order by i.occurred_at desc, i.customer_id desc, i.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** When the first item of a thread came to the hub. */
export async function beginningOf(db: ReadDb, members: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(received_at) as at from timeline_item where customer_id = any(${members}::uuid[]) and seq = 1`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}
