import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { RefundLimit, ShopAct, ShopActState } from '#shared/domain/shop.ts';

/** An act on an order, as it is stored. */
export type ActRecord = {
  readonly id: string;
  readonly connectionId: string;
  readonly orderRef: string;
  readonly customerId: string;
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly what: ShopAct['what'];
  readonly amount: number | null;
  readonly currency: string | null;
  readonly reason: string;
  readonly details: Record<string, unknown>;
  readonly placeName: string | null;
  readonly state: ShopActState;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly createdAt: Date;
};

const columns = sql`id, connection_id as "connectionId", order_ref as "orderRef", customer_id as "customerId",
  conversation_id as "conversationId", agent_id as "agentId", agent_name as "agentName", what, amount::float8 as amount,
  currency, reason, details, place_name as "placeName", state, attempts, error_code as "errorCode",
  created_at as "createdAt"`;

type New = Omit<ActRecord, 'state' | 'attempts' | 'errorCode' | 'createdAt'> & { readonly role: string };

/** False when something is still being done with the order. */
export async function insertAct(work: Work, a: New): Promise<boolean> {
  const { rows } = await sql`
    insert into shop_act (id, connection_id, order_ref, customer_id, conversation_id, agent_id, agent_name, role, what,
      amount, currency, reason, details, place_name, created_at)
    values (${a.id}, ${a.connectionId}, ${a.orderRef}, ${a.customerId}, ${a.conversationId}, ${a.agentId}, ${a.agentName},
      ${a.role}, ${a.what}, ${a.amount}, ${a.currency}, ${a.reason}, ${JSON.stringify(a.details)}::jsonb, ${a.placeName},
      ${work.at})
    on conflict (connection_id, order_ref) where state in ('queued', 'sending', 'unknown') do nothing
    returning 1`.execute(work.tx);
  return rows.length === 1;
}

export async function findAct(db: ReadDb, id: string): Promise<ActRecord | null> {
  const { rows } = await sql<ActRecord>`select ${columns} from shop_act where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The newest acts on each of these orders. */
export async function actsOfOrders(
  db: ReadDb,
  orders: readonly { readonly connectionId: string; readonly ref: string }[],
): Promise<ActRecord[]> {
  if (orders.length === 0) return [];
  const { rows } = await sql<ActRecord>`
    select ${columns} from shop_act
    where (connection_id, order_ref) in (select * from unnest(${orders.map((o) => o.connectionId)}::uuid[],
      ${orders.map((o) => o.ref)}::text[]))
    order by created_at desc limit 100`.execute(db);
  return rows;
}

/** What the desk gave back or is giving back on an order, together: failed acts gave nothing. */
export async function givenBack(work: Work, connectionId: string, ref: string): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(amount), 0)::float8 as sum from shop_act
    where connection_id = ${connectionId} and order_ref = ${ref} and state <> 'failed'`.execute(work.tx);
  return rows[0]?.sum ?? 0;
}

/** Takes an act to work on it; null when it is over or somebody else has it ([CH3]). */
export async function claimAct(work: Work, id: string, from: 'queued' | 'unknown'): Promise<ActRecord | null> {
  const next = from === 'queued' ? 'sending' : 'unknown';
  const { rows } = await sql<ActRecord>`
    update shop_act set state = ${next}, attempts = attempts + 1, tried_at = ${work.at}
    where id = ${id}::uuid and state = ${from} returning ${columns}`.execute(work.tx);
  return rows[0] ?? null;
}

type Outcome = {
  readonly state: ShopActState;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
};

/** Writes what became of it, if it still stands where it was left. What the act needed is forgotten once it is over. */
export async function settleAct(
  work: Work,
  id: string,
  from: ShopActState,
  { state, code, detail }: Outcome,
): Promise<boolean> {
  const isOver = state === 'done' || state === 'failed';
  const { rows } = await sql`
    update shop_act set state = ${state}, error_code = ${code ?? null}, error_detail = ${detail?.slice(0, 500) ?? null},
      over_at = ${isOver ? work.at : null}, details = case when ${isOver} then '{}'::jsonb else details end
    where id = ${id}::uuid and state = ${from} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Those that lost their job, and those that a hub which is gone had taken: nobody knows of the latter. */
export async function strandedActs(work: Work, before: { sending: Date; waiting: Date }): Promise<string[]> {
  await sql`update shop_act set state = 'unknown', error_code = 'hub_stopped'
    where state = 'sending' and tried_at < ${before.sending}`.execute(work.tx);
  const { rows } = await sql<{ id: string }>`
    select id from shop_act where state in ('queued', 'unknown') and coalesce(tried_at, created_at) < ${before.waiting}
    order by created_at limit 100`.execute(work.tx);
  return rows.map(({ id }) => id);
}

export async function refundLimits(db: ReadDb): Promise<RefundLimit[]> {
  const { rows } = await sql<RefundLimit>`
    select role, currency, amount::float8 as amount from shop_refund_limit order by currency, role`.execute(db);
  return rows;
}

export async function saveRefundLimit(work: Work, limit: RefundLimit, agentId: string): Promise<void> {
  await sql`
    insert into shop_refund_limit (role, currency, amount, changed_by)
    values (${limit.role}, ${limit.currency}, ${limit.amount}, ${agentId})
    on conflict (role, currency) do update set amount = excluded.amount, changed_by = excluded.changed_by`.execute(
    work.tx,
  );
}

/** A connection's adapter and settings, without its secrets. */
export async function shopSettings(
  db: ReadDb,
  ids: readonly string[],
): Promise<Map<string, { adapter: string; settings: Record<string, unknown> }>> {
  const { rows } = await sql<{ id: string; adapter: string; settings: Record<string, unknown> }>`
    select id, adapter, settings from channel_connection where id = any(${ids}::uuid[]) and state = 'active'`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
