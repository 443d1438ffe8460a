import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { Reader } from '#shared/domain/visibility.ts';
import type { Reading } from './asked.ts';

export type Entity = 'customer' | 'conversation' | 'order' | 'item';
export type Candidate = {
  readonly entity: Entity;
  readonly entityId: string;
  readonly customerId: string;
  readonly seq: number | null;
  readonly at: Date;
  readonly body: string;
};

/** Entries looked at before the words themselves are compared; bigrams alone match a little too much. */
const CANDIDATES = 200;

export type Ask = {
  readonly entities: readonly Entity[];
  readonly readings: readonly Reading[];
  /** Within the thread of these records only. */
  readonly members?: readonly string[];
};

/** Newest entries whose pieces hold every piece of some reading, as far as the reader may see them ([TL5]). */
export async function candidates(db: ReadDb, reader: Reader, ask: Ask): Promise<Candidate[]> {
  const { entities, readings, members } = ask;
  if (readings.length === 0) return [];
  const any = sql.join(
    readings.map((r) => sql`grams @> ${r.grams}::text[]`),
    sql` or `,
  );
  const whose = members === undefined ? sql`` : sql`and customer_id = any(${members}::uuid[])`;
  const { rows } = await sql<Candidate>`
    select entity, entity_id as "entityId", customer_id as "customerId", seq, at, body from search_entry
    where (${any}) and entity = any(${entities}::text[]) ${whose} and ${readable(reader)}
    order by at desc limit ${CANDIDATES}`.execute(db);
  return rows;
}

function readable(reader: Reader): RawBuilder<unknown> {
  const open = reader.role === 'lead' ? ['customer', 'internal', 'lead'] : ['customer', 'internal'];
  return sql`(visibility = any(${open}::text[]) or ${reader.id} = any(audience::text[]))`;
}

export type CustomerName = {
  readonly id: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly lastItemAt: Date | null;
  readonly orders: number;
};

/** Names for what was found, with how many different orders each customer has (of the newest hundred facts). */
export async function customerNames(db: ReadDb, ids: readonly string[]): Promise<Map<string, CustomerName>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CustomerName>`
    select c.id, ${nameOnThread('c')} as name, c.kana, c.last_item_at as "lastItemAt",
      (select count(distinct o.number)::int from (select i.data->>'number' as number from timeline_item i
        where i.customer_id = any(array(select c.id union select m.id from customer m where m.thread_id = c.thread_id))
          and i.kind = 'order' order by i.occurred_at desc limit 100) o) as orders
    from customer c where c.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same ids without a second record of one thread, in their order. */
export async function onePerThread(db: ReadDb, ids: readonly string[]): Promise<string[]> {
  if (ids.length < 2) return [...ids];
  const { rows } = await sql<{ id: string; threadId: string }>`
    select id, thread_id as "threadId" from customer where id = any(${ids}::uuid[]) and thread_id is not null`.execute(
    db,
  );
  const threads = new Map(rows.map((row) => [row.id, row.threadId]));
  const taken = new Set<string>();
  return ids.filter((id) => {
    const thread = threads.get(id);
    if (thread === undefined) return true;
    if (taken.has(thread)) return false;
    taken.add(thread);
    return true;
  });
}

/** Contact points held now by those customers, for telling which one matched. */
export async function pointsOf(
  db: ReadDb,
  ids: readonly string[],
): Promise<{ customerId: string; kind: string; value: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ customerId: string; kind: string; value: string }>`
    select l.customer_id as "customerId", p.kind, p.value from contact_point_link l
    join contact_point p on p.id = l.contact_point_id where l.customer_id = any(${ids}::uuid[]) and l.until is null`.execute(
    db,
  );
  return rows;
}

export type FoundConversation = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly number: number;
  readonly subject: string | null;
  readonly preview: string;
  readonly status: string;
  readonly at: Date;
};

/** Conversations by number or by id. */
export async function conversationsFound(
  db: ReadDb,
  ids: readonly string[],
  number: number | null,
): Promise<FoundConversation[]> {
  const { rows } = await sql<FoundConversation>`
    select id as "conversationId", customer_id as "customerId", number, subject, preview, status, last_item_at as at
    from conversation where id = any(${ids}::uuid[]) or number = ${number}::bigint order by last_item_at desc`.execute(
    db,
  );
  return rows;
}

export type FoundOrder = {
  readonly customerId: string;
  readonly seq: number;
  readonly number: string;
  readonly state: string;
  readonly at: Date;
};

/** The orders that the items found are about, each once, in its newest state; shipments and returns lead to their order. */
export async function ordersFound(db: ReadDb, itemIds: readonly string[]): Promise<FoundOrder[]> {
  const { rows } = await sql<FoundOrder>`
    with about as (
      select distinct customer_id, coalesce(data->>'number', data->>'orderNumber') as number
      from timeline_item where id = any(${itemIds}::uuid[]))
    select a.customer_id as "customerId", a.number, o.seq, f.state, f.at from about a
    cross join lateral (select i.seq from timeline_item i where i.customer_id = a.customer_id and i.kind = 'order'
      and i.data->>'number' = a.number order by i.occurred_at desc, i.seq desc limit 1) o
    cross join lateral (select i.data->>'state' as state, i.occurred_at as at from timeline_item i
      where i.customer_id = a.customer_id and i.kind in ('order', 'shipment', 'return')
      and coalesce(i.data->>'number', i.data->>'orderNumber') = a.number order by i.occurred_at desc, i.seq desc limit 1) f
    order by f.at desc`.execute(db);
  return rows;
}

/** Channels of items found, by item id. */
export async function channelsOf(db: ReadDb, itemIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    channel: string;
  }>`select id, channel from timeline_item where id = any(${itemIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.channel]));
}
