import { sql } from 'kysely';
import type { ReadDb, Tx } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { ItemRef } from '#shared/domain/brief.ts';
import type { Followed } from '#shared/domain/journey/follow.ts';
import type { StepKind } from '#shared/domain/journey/rules.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';
import { IN_JOURNEY } from './touches.repository.ts';

export type Decision = 'accepted' | 'dismissed';
type StepRow = {
  readonly id: string;
  readonly customerId: string;
  readonly step: StepKind;
  readonly cause: string;
  readonly decision: Decision;
  readonly by: string;
  readonly decidedAt: Date;
};

/** What was decided about the customers of a thread, the newest first. */
export async function stepsOfMembers(db: ReadDb, members: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select s.id, s.customer_id as "customerId", s.step, s.cause, s.decision, a.name as by, s.decided_at as "decidedAt" from journey_step s join agent a on a.id = s.decided_by
    where s.customer_id = any(${members}::uuid[]) order by s.decided_at desc, s.id desc`.execute(db);
  return rows;
}

type NewStep = Omit<StepRow, 'id' | 'decidedAt'>;

/** The decision that holds: this one, or the one that was there first. */
export async function decideStep(work: Work, { customerId, step, cause, decision, by }: NewStep): Promise<Decision> {
  await sql`insert into journey_step (id, customer_id, step, cause, decision, decided_by, decided_at)
    values (${work.nextId()}, ${customerId}, ${step}, ${cause}, ${decision}, ${by}, ${work.at})
    on conflict (cause) do nothing`.execute(work.tx);
  const { rows } = await sql<{ decision: Decision }>`
    select decision from journey_step where cause = ${cause}`.execute(work.tx);
  return rows[0]?.decision ?? decision;
}

/** Keeps what came of steps. */
export async function writeFollowed(tx: Tx, followed: readonly (Followed & { readonly id: string })[]): Promise<void> {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const json = JSON.stringify(
    followed.map(({ id, ordered, contact, lowScore }) => ({
      id,
      ordered_at: at(ordered),
      contact_at: at(contact),
      low_score_at: at(lowScore),
    })),
  );
  await sql`update journey_step s set ordered_at = f.ordered_at, contact_at = f.contact_at, low_score_at = f.low_score_at
    from jsonb_to_recordset(${json}::jsonb) as f (id uuid, ordered_at timestamptz, contact_at timestamptz, low_score_at timestamptz)
    where s.id = f.id`.execute(tx);
}

/** True when the record has such an item of one of these kinds, and everybody may see it. */
export async function hasItem(
  db: ReadDb,
  { customerId, seq }: ItemRef,
  kinds: readonly Touch['kind'][],
): Promise<boolean> {
  const { rows } = await sql`select 1 from timeline_item
    where customer_id = ${customerId} and seq = ${seq} and kind = any(${kinds}::text[]) and ${IN_JOURNEY}`.execute(db);
  return rows.length === 1;
}
