import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { AsOf } from '#shared/domain/moment.ts';
import { AHEAD_LIMIT_MS } from '#shared/domain/timeline-item.ts';
import type { Until } from './pages.repository.ts';

/**
 * Up to where the records of a thread had come: as a snapshot says, or by what the hub had received at an instant. A
 * record that the snapshot does not name was no part of the thread then and shows nothing.
 */
export async function untilOf(db: ReadDb, members: readonly string[], asOf: AsOf): Promise<Until> {
  const last = 'at' in asOf ? await lastBy(db, members, new Date(asOf.at)) : await lastOf(db, members, asOf.snapshot);
  const newest = Math.max(0, ...last.map(({ receivedAt }) => receivedAt.getTime()));
  return {
    upTo: Object.fromEntries(last.map(({ customerId, seq }) => [customerId, seq])),
    before: new Date(newest + AHEAD_LIMIT_MS),
  };
}

type Last = { readonly customerId: string; readonly seq: number; readonly receivedAt: Date };

async function lastOf(db: ReadDb, members: readonly string[], snapshot: Readonly<Record<string, number>>) {
  const ids = members.filter((id) => (snapshot[id] ?? 0) > 0);
  const seqs = ids.map((id) => snapshot[id] ?? 0);
  const { rows } = await sql<Last>`
    select i.customer_id as "customerId", i.seq, i.received_at as "receivedAt"
    from unnest(${ids}::uuid[], ${seqs}::bigint[]) as asked (id, seq)
      cross join lateral (select customer_id, seq, received_at from timeline_item
        where customer_id = asked.id and seq <= asked.seq order by seq desc limit 1) i`.execute(db);
  return rows;
}

/** seqs are given in the order of arrival, so the last one by an instant is found by halving. */
async function lastBy(db: ReadDb, members: readonly string[], at: Date): Promise<Last[]> {
  const { rows } = await sql<Last>`
    with recursive bound as (
      select id, 0::bigint as low, last_seq as high from customer where id = any(${members}::uuid[])
      union all
      select b.id,
        case when m.received_at <= ${at} then b.middle else b.low end,
        case when m.received_at <= ${at} then b.high else b.middle - 1 end
      from (select id, low, high, (low + high + 1) / 2 as middle from bound where low < high) b
        join timeline_item m on m.customer_id = b.id and m.seq = b.middle
    )
    select i.customer_id as "customerId", i.seq, i.received_at as "receivedAt"
    from bound b join timeline_item i on i.customer_id = b.id and i.seq = b.low where b.low = b.high`.execute(db);
  return rows;
}
