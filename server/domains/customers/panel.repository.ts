import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { Customer } from '#shared/domain/customer.ts';
import type { OrderFact } from '#shared/domain/order-cards.ts';
import type { Locale } from '#shared/domain/people.ts';

export type CustomerRow = {
  readonly id: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly locale: Locale | null;
  readonly rank: string | null;
  readonly care: Customer['care'];
  readonly lastSeq: number;
  readonly topicVersion: number;
  readonly since: Date;
  /** Null for a record that stands alone. */
  readonly threadId: string | null;
  readonly generation: string;
};

/** One record of a thread, as far as the desk tells it apart from the others. */
export type MemberRow = Pick<
  CustomerRow,
  'id' | 'name' | 'kana' | 'locale' | 'rank' | 'care' | 'lastSeq' | 'topicVersion' | 'since'
>;

/** What was told with the record, and the marks in force: a lead approved them, and their time is not over. */
const careAt = (now: Date) => sql`c.care || coalesce((
    select jsonb_agg(jsonb_build_object('title', m.title, 'detail', m.facts, 'kind', m.kind, 'until', m.expires_at) order by m.created_at)
    from care_mark m where m.customer_id = c.id and m.state = 'approved' and m.expires_at > ${now}), '[]')`;

const columns = (now: Date) => sql`
  c.id, c.name, c.kana, c.locale, c.rank, ${careAt(now)} as care, c.last_seq as "lastSeq", c.topic_version as "topicVersion",
  least(c.created_at, coalesce((select i.occurred_at from timeline_item i where i.customer_id = c.id
    order by i.occurred_at, i.seq limit 1), c.created_at)) as since`;

/** Every record of a thread, the oldest first: the one whose name the thread goes by. */
export async function memberRows(db: ReadDb, threadId: string, now: Date): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select ${columns(now)} from customer c where c.thread_id = ${threadId} order by c.created_at, c.id`.execute(db);
  return rows;
}

/** The customer with the place its topic is at; null when there is none. `since` is its first item, or its making. */
export async function findCustomer(db: ReadDb, id: string, now: Date): Promise<CustomerRow | null> {
  const { rows } = await customerById(id, now).execute(db);
  return rows[0] ?? null;
}

/** The statement of `findCustomer`. */
export const customerById = (id: string, now: Date): RawBuilder<CustomerRow> => sql`${PREPARED}
  select ${columns(now)}, c.thread_id as "threadId", w.generation::text as generation
  from customer c cross join workspace w where c.id = ${id}`;

export type HeldPoint = {
  readonly id: string;
  /** Which record of the thread holds it. */
  readonly customerId: string;
  readonly kind: ContactPointKind;
  readonly value: string;
  readonly verified: boolean;
  readonly shared: boolean;
  readonly blocked: boolean;
};

/** The contact points a thread's records hold now, in the clear; whoever shows them masks them first ([PR4]). */
export async function heldPoints(db: ReadDb, members: readonly string[], now: Date): Promise<HeldPoint[]> {
  const { rows } = await sql<HeldPoint>`
    select p.id, l.customer_id as "customerId", p.kind, p.value, l.verified_by is not null as verified,
      (l.shared or p.shared) as shared,
      p.blocked_at is not null and coalesce(p.blocked_until > ${now}, true) as blocked
    from contact_point_link l join contact_point p on p.id = l.contact_point_id
    where l.customer_id = any(${members}::uuid[]) and l.until is null
    order by array_position(array['phone','email','line','whatsapp','loyalty','shop','visitor','device'], p.kind), l.since limit 50`.execute(
    db,
  );
  return rows;
}

/** True when the agent owns an unresolved conversation of this customer, which shows contact points in full ([PR4]). */
export async function ownsActiveConversation(
  db: ReadDb,
  members: readonly string[],
  agentId: string,
): Promise<boolean> {
  const { rows } = await sql`select 1 from conversation
    where customer_id = any(${members}::uuid[]) and owner_agent_id = ${agentId} and status <> 'resolved' limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** How many of the newest order facts the panel looks at; beyond it says so. */
export const ORDER_FACTS_LIMIT = 400;

/** The newest items about orders; the partial index keeps this cheap on any thread ([TL6]). */
export async function orderFacts(db: ReadDb, members: readonly string[]): Promise<OrderFact[]> {
  const { rows } = await sql<{
    customerId: string;
    kind: OrderFact['kind'];
    seq: number;
    occurredAt: Date;
    data: never;
  }>`${ofEach(members, sql`kind in ('order', 'shipment', 'return')`, ORDER_FACTS_LIMIT)}`.execute(db);
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}

type StoreFact = {
  readonly customerId: string;
  readonly kind: 'visit' | 'purchase' | 'pickup';
  readonly seq: number;
  readonly occurredAt: Date;
  readonly data: { store: string; summary?: string; purpose?: string; items?: { name: string }[] };
};

/** The last few times in a store. */
export async function storeFacts(db: ReadDb, members: readonly string[]): Promise<StoreFact[]> {
  const { rows } = await sql<StoreFact>`${ofEach(members, sql`kind in ('visit', 'purchase', 'pickup')`, 5)}`.execute(
    db,
  );
  return rows;
}

/** The newest of a thread's items of some kinds: one index range of each record, then the newest of those ([TL6]). */
const ofEach = (members: readonly string[], which: RawBuilder<unknown>, limit: number) => sql`
  select found.* from unnest(${members}::uuid[]) as member (id) cross join lateral (
    select customer_id as "customerId", kind, seq, occurred_at as "occurredAt", data from timeline_item
    where customer_id = member.id and ${which} order by occurred_at desc, seq desc limit ${limit}) found
  order by "occurredAt" desc, "customerId" desc, seq desc limit ${limit}`;

/** How the customer rated a conversation, if they did. */
export async function scoreOf(db: ReadDb, conversationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ score: number; outOf: number }>`
    select (data->>'score')::float as score, (data->>'outOf')::float as "outOf" from timeline_item
    where conversation_id = ${conversationId} and kind = 'survey' order by seq desc limit 1`.execute(db);
  return rows[0] === undefined ? undefined : `${rows[0].score}/${rows[0].outOf}`;
}
