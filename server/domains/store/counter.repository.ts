import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';

/** True when a clerk found this customer (or a record of the same thread) since then. */
export async function wasFoundBy(
  db: ReadDb,
  { clerkId, customerId, since }: { readonly clerkId: string; readonly customerId: string; readonly since: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from view_record where actor_type = 'clerk' and actor_id = ${clerkId} and at >= ${since}
      and customer_id = any(${memberIds(customerId)}) limit 1`.execute(db);
  return rows.length === 1;
}

/** Who holds exactly this card or phone number. A number that many share finds nobody ([ID4]). */
export async function holdersOf(
  db: ReadDb,
  points: readonly { readonly kind: string; readonly value: string }[],
): Promise<string[]> {
  if (points.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct l.customer_id as id from contact_point p join contact_point_link l on l.contact_point_id = p.id
    where (p.kind, p.value) in (select * from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.value)}::text[]))
      and l.until is null and not p.shared and not l.shared limit 5`.execute(db);
  return rows.map(({ id }) => id);
}

/** Who bought what a receipt is for. */
export async function buyersOf(db: ReadDb, receiptNumber: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from timeline_item
    where kind = 'purchase' and data ->> 'receiptNumber' = ${receiptNumber} limit 5`.execute(db);
  return rows.map(({ id }) => id);
}

export type CounterRow = {
  readonly kind: 'purchase' | 'return' | 'visit' | 'pickup';
  readonly at: Date;
  readonly data: Record<string, unknown>;
};

/** What happened at counters with a customer, newest first. */
export async function counterItems(db: ReadDb, customerId: string): Promise<CounterRow[]> {
  const { rows } = await sql<CounterRow>`
    select i.kind, i.occurred_at as at, i.data from timeline_item i
    where i.customer_id = any(${memberIds(customerId)}) and i.kind in ('purchase', 'return', 'visit', 'pickup')
      and i.redacted_at is null
    order by i.occurred_at desc, i.seq desc limit 8`.execute(db);
  return rows;
}

type Matter = { readonly number: number; readonly subject: string | null; readonly status: string };

/** Unresolved matters of a customer, newest first: their numbers, not what was said. */
export async function openMatters(db: ReadDb, customerId: string): Promise<Matter[]> {
  const { rows } = await sql<Matter>`
    select number, subject, status from conversation
    where customer_id = any(${memberIds(customerId)}) and status <> 'resolved' order by last_item_at desc limit 5`.execute(
    db,
  );
  return rows;
}
