import { sql } from 'kysely';
import type { Heard } from '#server/channels/hear.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { TillEvent } from './till-events.ts';

/** A till's receipt that is nobody's yet. */
export type UnclaimedReceipt = {
  readonly connectionId: string;
  readonly adapter: string;
  readonly externalId: string;
  readonly store: string;
  readonly receiptNumber: string;
  readonly event: TillEvent;
  readonly occurredAt: Date;
};

/** Keeps a receipt without a customer; false when it came before. */
export async function insertUnclaimed(
  work: Work,
  connectionId: string,
  event: TillEvent,
  heard: Heard,
): Promise<boolean> {
  const { rows } = await sql`
    insert into unclaimed_receipt (connection_id, external_id, store, receipt_number, kind, data, occurred_at, received_at)
    values (${connectionId}, ${heard.externalId}, ${event.store}, ${event.receiptNumber ?? event.id}, ${heard.kind},
      ${JSON.stringify(event)}::jsonb, ${heard.occurredAt}, ${work.at})
    on conflict do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** When a receipt was claimed, or null: it is not, or unknown. */
export async function claimOwner(db: ReadDb, connectionId: string, externalId: string): Promise<Date | null> {
  const { rows } = await sql<{ claimedAt: Date | null }>`
    select claimed_at as "claimedAt" from unclaimed_receipt
    where connection_id = ${connectionId}::uuid and external_id = ${externalId}`.execute(db);
  return rows[0]?.claimedAt ?? null;
}

/** Receipts of a number that nobody has claimed, newest first. */
export async function findUnclaimed(db: ReadDb, receiptNumber: string): Promise<UnclaimedReceipt[]> {
  const { rows } = await sql<UnclaimedReceipt>`
    select r.connection_id as "connectionId", c.adapter, r.external_id as "externalId", r.store,
      r.receipt_number as "receiptNumber", r.data as event, r.occurred_at as "occurredAt"
    from unclaimed_receipt r join channel_connection c on c.id = r.connection_id
    where r.receipt_number = ${receiptNumber} and r.claimed_at is null
    order by r.occurred_at desc limit 5`.execute(db);
  return rows;
}

/** Takes one for a customer; false when somebody was first. */
export async function claimReceipt(work: Work, connectionId: string, externalId: string): Promise<boolean> {
  const { rows } = await sql`
    update unclaimed_receipt set claimed_at = ${work.at}
    where connection_id = ${connectionId}::uuid and external_id = ${externalId} and claimed_at is null
    returning 1`.execute(work.tx);
  return rows.length === 1;
}
