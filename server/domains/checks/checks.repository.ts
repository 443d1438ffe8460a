import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Checklist, CheckPurpose, IdentityCheck } from '#shared/domain/identity-check.ts';

/** What is asked for each purpose. */
export async function checklists(db: ReadDb): Promise<Checklist[]> {
  const { rows } = await sql<Checklist>`select purpose, needed, minutes, facts, revision from identity_checklist
    order by array_position(array['inquiry', 'address_change', 'refund', 'disclosure'], purpose)`.execute(db);
  return rows;
}

/** Changes a list if nobody else has; the new revision, or null. */
export async function saveChecklist(work: Work, list: Checklist, agentId: string): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update identity_checklist set needed = ${list.needed}, minutes = ${list.minutes},
      facts = ${JSON.stringify(list.facts)}::jsonb, revision = revision + 1, changed_by = ${agentId}, changed_at = ${work.at}
    where purpose = ${list.purpose} and revision = ${list.revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

type NewCheck = {
  readonly id: string;
  readonly customerId: string;
  readonly conversationId: string;
  readonly purpose: CheckPurpose;
  readonly passed: boolean;
  readonly facts: readonly string[];
  readonly needed: number;
  readonly channel: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly expiresAt: Date;
};

export async function insertCheck(work: Work, c: NewCheck): Promise<void> {
  await sql`
    insert into identity_check (id, customer_id, conversation_id, purpose, passed, facts, needed, channel, checked_by,
      checked_by_name, at, expires_at)
    values (${c.id}, ${c.customerId}, ${c.conversationId}, ${c.purpose}, ${c.passed}, ${JSON.stringify(c.facts)}::jsonb,
      ${c.needed}, ${c.channel}, ${c.by.id}, ${c.by.name}, ${work.at}, ${c.expiresAt})`.execute(work.tx);
}

/** The newest check of a conversation for each purpose. */
export async function newestChecks(db: ReadDb, conversationId: string): Promise<IdentityCheck[]> {
  const { rows } = await sql<Omit<IdentityCheck, 'at' | 'expiresAt'> & { at: Date; expiresAt: Date }>`
    select distinct on (purpose) id, purpose, passed, facts, needed, channel, checked_by_name as by, at,
      expires_at as "expiresAt"
    from identity_check where conversation_id = ${conversationId} order by purpose, at desc, id desc`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), expiresAt: row.expiresAt.toISOString() }));
}
