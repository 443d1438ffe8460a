import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { ShopLine } from '#shared/domain/shop.ts';

/** An order in the newest state known of it. */
export type OrderRecord = {
  readonly connectionId: string;
  readonly shop: string;
  readonly adapter: string;
  readonly ref: string;
  readonly number: string;
  readonly customerId: string;
  readonly state: ItemData<'order'>['state'];
  readonly currency: string | null;
  readonly total: number | null;
  readonly refunded: number;
  readonly lines: ShopLine[];
};

const columns = sql`o.connection_id as "connectionId", c.name as shop, c.adapter, o.ref, o.number,
  o.customer_id as "customerId", o.state, o.currency, o.total::float8 as total, o.refunded::float8 as refunded, o.lines`;

export async function findOrder(db: ReadDb, connectionId: string, ref: string): Promise<OrderRecord | null> {
  const { rows } = await sql<OrderRecord>`
    select ${columns} from shop_order o join channel_connection c on c.id = o.connection_id
    where o.connection_id = ${connectionId}::uuid and o.ref = ${ref}`.execute(db);
  return rows[0] ?? null;
}

/** The newest orders of everybody on a customer's thread. */
export async function ordersOfThread(db: ReadDb, customerId: string, limit: number): Promise<OrderRecord[]> {
  const { rows } = await sql<OrderRecord>`
    select ${columns} from shop_order o join channel_connection c on c.id = o.connection_id
    where o.customer_id in (select m.id from customer m join customer asked on asked.id = ${customerId}::uuid
      where m.id = asked.id or (asked.thread_id is not null and m.thread_id = asked.thread_id))
    order by o.shop_updated_at desc, o.ref desc limit ${limit}`.execute(db);
  return rows;
}

/** What was shown of an order and as of when, locked until the work is over; null when it is new. */
export async function lockShown(
  work: Work,
  connectionId: string,
  ref: string,
): Promise<{ shown: string; updatedAt: Date } | null> {
  // The first item of an order has no row to lock yet: two at once wait here for each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${connectionId}:${ref}`}, 5))`.execute(work.tx);
  const { rows } = await sql<{ shown: string; updatedAt: Date }>`
    select shown, shop_updated_at as "updatedAt" from shop_order
    where connection_id = ${connectionId}::uuid and ref = ${ref} for update`.execute(work.tx);
  return rows[0] ?? null;
}

type Newest = {
  readonly connectionId: string;
  readonly ref: string;
  readonly number: string;
  readonly customerId: string;
  readonly state: string;
  readonly currency: string | null;
  readonly total: number | null;
  readonly refunded: number;
  readonly lines: readonly ShopLine[];
  readonly shown: string;
  readonly updatedAt: Date;
};

/** Keeps a state unless a newer one is known: whatever the order of arrival, the newest stands. */
export async function keepNewest(work: Work, o: Newest): Promise<void> {
  await sql`
    insert into shop_order (connection_id, ref, number, customer_id, state, currency, total, refunded, lines, shown,
      shop_updated_at)
    values (${o.connectionId}, ${o.ref}, ${o.number}, ${o.customerId}, ${o.state}, ${o.currency}, ${o.total},
      ${o.refunded}, ${JSON.stringify(o.lines)}::jsonb, ${o.shown}, ${o.updatedAt})
    on conflict (connection_id, ref) do update set number = excluded.number, state = excluded.state,
      currency = excluded.currency, total = excluded.total, refunded = excluded.refunded, lines = excluded.lines,
      shown = excluded.shown, shop_updated_at = excluded.shop_updated_at
    where shop_order.shop_updated_at <= excluded.shop_updated_at`.execute(work.tx);
}

/** The shop changed something that is not shown: the state stands, as of later. */
export async function touchOrder(
  work: Work,
  { connectionId, ref, updatedAt, refunded }: Pick<Newest, 'connectionId' | 'ref' | 'updatedAt' | 'refunded'>,
): Promise<void> {
  await sql`
    update shop_order set shop_updated_at = ${updatedAt}, refunded = ${refunded}
    where connection_id = ${connectionId} and ref = ${ref} and shop_updated_at < ${updatedAt}`.execute(work.tx);
}
