import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { CarriedCheck } from './invitation.repository.ts';

type Row = Omit<CarriedCheck, 'at' | 'expiresAt'> & {
  readonly at: Date;
  readonly expiresAt: Date;
  readonly passed: boolean;
};

/**
 * The checks of a conversation that hold at a moment, the newest of each purpose ([PR6]). None when the newest of all
 * failed: whoever could not answer then does not pass by what was answered before.
 */
export async function checksInForce(db: ReadDb, conversationId: string, at: Date): Promise<CarriedCheck[]> {
  const { rows } = await sql<Row>`
    select distinct on (purpose) purpose, passed, facts, needed, channel, checked_by as "byId", checked_by_name as by, at,
      expires_at as "expiresAt"
    from identity_check where conversation_id = ${conversationId}::uuid order by purpose, at desc, id desc`.execute(db);
  const newest = rows.reduce<Row | null>((last, row) => (last === null || row.at > last.at ? row : last), null);
  if (newest?.passed === false) return [];
  return rows
    .filter((row) => row.passed && row.expiresAt > at)
    .map(({ passed: _, ...row }) => ({ ...row, at: row.at.toISOString(), expiresAt: row.expiresAt.toISOString() }));
}

type Carried = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly check: CarriedCheck;
};

/** A check that came over with the customer: for questions only, as old as it is, and no longer than it held ([HO6]). */
export async function insertCarried(
  work: Work,
  { conversationId, customerId, channel, check }: Carried,
): Promise<void> {
  await sql`
    insert into identity_check (id, customer_id, conversation_id, purpose, passed, facts, needed, channel, checked_by,
      checked_by_name, at, expires_at)
    values (${work.nextId()}, ${customerId}, ${conversationId}, 'inquiry', true, ${JSON.stringify(check.facts)}::jsonb,
      ${check.needed}, ${channel}, ${check.byId}, ${check.by}, ${check.at}, ${check.expiresAt})`.execute(work.tx);
}
