import { sql } from 'kysely';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { DeliveryState } from '#shared/domain/timeline-item.ts';

/** The name an agent works under towards customers. */
export async function publicNameOf(work: Work, agentId: string): Promise<string> {
  const row = await work.tx
    .selectFrom('agent')
    .select('public_name')
    .where('id', '=', agentId)
    .executeTakeFirstOrThrow();
  return row.public_name;
}

/** One leg to answer on. `customerId`: whose record what is said on it belongs to ([ID3]). */
export type Leg = {
  readonly id: string;
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly connectionId: string | null;
  readonly active: boolean;
};

/**
 * The leg of a conversation on one channel to answer on: the newest active one, else the newest; null without any. Only
 * legs of records that are on the conversation's thread now: after an undo, nobody is answered at the other's address.
 */
export async function legOn(work: Work, conversationId: string, channel: Channel): Promise<Leg | null> {
  const { rows } = await sql<Leg>`
    select id, customer_id as "customerId", contact_point_id as "contactPointId",
      connection_id as "connectionId", state = 'active' as active from session s
    where conversation_id = ${conversationId} and channel = ${channel} and exists (
      select 1 from conversation v join customer c on c.id = v.customer_id left join customer m on m.id = s.customer_id
      where v.id = s.conversation_id and (m.id = c.id or m.thread_id = c.thread_id))
    order by state = 'active' desc, started_at desc, id desc limit 1`.execute(work.tx);
  return rows[0] ?? null;
}

/** How far an outgoing item got; the first thing known of it. */
export async function insertDelivery(work: Work, itemId: string, state: DeliveryState): Promise<void> {
  await withNext(work.tx, sql`insert into delivery (item_id, state, at) values (${itemId}, ${state}, ${work.at})`);
}

/** Locks a customer. False when there is none. */
export async function lockCustomer(work: Work, customerId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from customer where id = ${customerId} for no key update`.execute(work.tx);
  return rows.length === 1;
}

/** The channel of the newest item of a customer's thread, or null when it is empty. */
export async function lastChannelOf(work: Work, customerId: string): Promise<Channel | null> {
  const { rows } = await sql<{ channel: Channel }>`select channel from timeline_item
    where customer_id = ${customerId} order by occurred_at desc, seq desc limit 1`.execute(work.tx);
  return rows[0]?.channel ?? null;
}

/** How many of these are active agents. */
export async function countAgents(work: Work, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from agent where id = any(${ids}::uuid[]) and active`.execute(work.tx);
  return rows[0]?.count ?? 0;
}
