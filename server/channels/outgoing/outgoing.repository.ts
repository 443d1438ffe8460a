import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Work } from '#server/work.ts';

export type OutgoingState = 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';

/** An item on its way out, with where it stands. */
export type OutgoingRecord = {
  readonly itemId: string;
  readonly connectionId: string;
  readonly customerId: string;
  readonly conversationId: string | null;
  readonly seq: number;
  readonly to: string | null;
  readonly ref: string;
  readonly state: OutgoingState;
  readonly attempts: number;
  readonly triedAt: Date | null;
  readonly details: Record<string, unknown>;
};

const columns = sql`o.item_id as "itemId", o.connection_id as "connectionId", o.customer_id as "customerId",
  o.conversation_id as "conversationId", i.seq, p.value as "to", o.ref, o.state, o.attempts, o.tried_at as "triedAt", o.details`;
const tables = sql`outgoing o join timeline_item i on i.id = o.item_id left join contact_point p on p.id = o.contact_point_id`;

type NewOutgoing = Pick<
  OutgoingRecord,
  'itemId' | 'connectionId' | 'customerId' | 'conversationId' | 'ref' | 'details'
> & {
  readonly contactPointId: string | null;
};

export async function insertOutgoing(work: Work, o: NewOutgoing): Promise<void> {
  await sql`
    insert into outgoing (item_id, connection_id, customer_id, conversation_id, contact_point_id, ref, details, created_at)
    values (${o.itemId}, ${o.connectionId}, ${o.customerId}, ${o.conversationId}, ${o.contactPointId}, ${o.ref},
      ${JSON.stringify(o.details)}::jsonb, ${work.at})`.execute(work.tx);
}

export async function findOutgoing(db: ReadDb, itemId: string): Promise<OutgoingRecord | null> {
  const { rows } =
    await sql<OutgoingRecord>`select ${columns} from ${tables} where o.item_id = ${itemId}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function findOutgoingAt(db: ReadDb, customerId: string, seq: number): Promise<OutgoingRecord | null> {
  const { rows } = await sql<OutgoingRecord>`
    select ${columns} from ${tables} where i.customer_id = ${customerId}::uuid and i.seq = ${seq}`.execute(db);
  return rows[0] ?? null;
}

/** The item itself, as it stands on the thread. */
export async function findOutgoingItem(db: ReadDb, itemId: string): Promise<ItemRow | null> {
  const { rows } = await sql<ItemRow>`select ${itemColumns} from ${itemTables} where i.id = ${itemId}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

/**
 * Takes a queued item to send it; null when somebody else has it, it is not due, or an earlier one of its conversation is
 * still on its way: answers leave in the order in which they were given.
 */
export async function claimOutgoing(db: ReadDb, itemId: string, at: Date): Promise<OutgoingRecord | null> {
  const { rows } = await sql<{ id: string }>`
    update outgoing o set state = 'sending', attempts = attempts + 1, tried_at = ${at}
    where o.item_id = ${itemId}::uuid and o.state = 'queued' and (o.next_at is null or o.next_at <= ${at})
      and not exists (select 1 from outgoing e where e.conversation_id = o.conversation_id
        and e.connection_id = o.connection_id and e.state in ('queued', 'sending')
        and (e.created_at, e.item_id) < (o.created_at, o.item_id))
    returning o.item_id as id`.execute(db);
  return rows.length === 0 ? null : findOutgoing(db, itemId);
}

type Outcome = {
  readonly state: OutgoingState;
  readonly providerId?: string | null;
  readonly errorCode?: string | null;
  readonly errorDetail?: string | null;
  readonly nextAt?: Date | null;
  /** It says nothing about the item: the provider was not asked, or not as itself. */
  readonly uncounted?: boolean;
};

/** Writes what became of an attempt, if nobody else did meanwhile; false then. */
export async function settleOutgoing(
  work: Work,
  itemId: string,
  from: readonly OutgoingState[],
  o: Outcome,
): Promise<boolean> {
  const { rows } = await sql`
    update outgoing set state = ${o.state}, provider_id = coalesce(${o.providerId ?? null}, provider_id),
      last_error_code = ${o.errorCode ?? null}, last_error_detail = ${o.errorDetail?.slice(0, 500) ?? null},
      attempts = greatest(attempts - ${o.uncounted === true ? 1 : 0}, 0),
      next_at = ${o.nextAt ?? null}, sent_at = case when ${o.state} = 'sent' then ${work.at} else sent_at end
    where item_id = ${itemId}::uuid and state = any(${from}::text[]) returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Puts one back by hand, as if it had never been tried; also one that its provider took and then could not deliver. */
export async function requeueOutgoing(work: Work, itemId: string): Promise<boolean> {
  const { rows } = await sql`
    update outgoing set state = 'queued', attempts = 0, next_at = null, last_error_code = null, last_error_detail = null
    where item_id = ${itemId}::uuid and (state in ('failed', 'unknown', 'queued') or (state = 'sent' and exists (
      select 1 from delivery d where d.item_id = outgoing.item_id and d.state = 'failed')))
    returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The next queued item of a conversation on a connection, and when it is due; at once without a time. */
export async function nextQueued(
  db: ReadDb,
  o: OutgoingRecord,
): Promise<{ readonly id: string; readonly nextAt: Date | null } | null> {
  const { rows } = await sql<{ id: string; nextAt: Date | null }>`
    select item_id as id, next_at as "nextAt" from outgoing where conversation_id = ${o.conversationId}::uuid
      and connection_id = ${o.connectionId}::uuid and state = 'queued' order by created_at, item_id limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Makes due what waited only because its connection was paused, oldest first; a sweep brings what is beyond the limit. */
export async function dueAfterPause(work: Work, connectionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update outgoing set next_at = null where item_id in (select item_id from outgoing
      where connection_id = ${connectionId}::uuid and state = 'queued' and last_error_code = 'paused'
      order by created_at limit 1000 for update skip locked)
    returning item_id as id`.execute(work.tx);
  return rows.map(({ id }) => id);
}

/** By what the provider calls it, for delivery marks. */
export async function findByProviderId(
  db: ReadDb,
  connectionId: string,
  providerId: string,
): Promise<OutgoingRecord | null> {
  const { rows } = await sql<OutgoingRecord>`
    select ${columns} from ${tables} where o.connection_id = ${connectionId}::uuid and o.provider_id = ${providerId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** By the id that we gave it before the first attempt. */
export async function findByRef(db: ReadDb, ref: string): Promise<OutgoingRecord | null> {
  const { rows } = await sql<OutgoingRecord>`select ${columns} from ${tables} where o.ref = ${ref}`.execute(db);
  return rows[0] ?? null;
}

/** Items that a hub which is gone was sending: nobody knows whether they were taken. */
export async function abandonedSince(db: ReadDb, before: Date, at: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update outgoing set state = 'unknown', last_error_code = 'hub_stopped', next_at = ${at} where state = 'sending' and tried_at < ${before}
    returning item_id as id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Due items, to send or to find out about, oldest first: for when the job that should have done it is gone. */
export async function overdue(db: ReadDb, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select item_id as id from outgoing
    where (state = 'queued' and coalesce(next_at, created_at) < ${before}) or (state = 'unknown' and next_at < ${before})
    order by created_at limit 200`.execute(db);
  return rows.map(({ id }) => id);
}

type DeliveryRow = { readonly state: string; readonly reason: string | null };

export async function deliveryOf(work: Work, itemId: string): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`select state, reason from delivery where item_id = ${itemId}::uuid`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}

export async function writeDelivery(work: Work, itemId: string, state: string, reason: string | null): Promise<void> {
  await sql`
    insert into delivery (item_id, state, at, reason) values (${itemId}::uuid, ${state}, ${work.at}, ${reason})
    on conflict (item_id) do update set state = excluded.state, at = excluded.at, reason = excluded.reason`.execute(
    work.tx,
  );
}
