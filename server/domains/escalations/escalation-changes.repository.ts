import { sql } from 'kysely';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type {
  Decision,
  Escalation,
  EscalationOutcome,
  EscalationReason,
  EscalationState,
  Found,
} from '#shared/domain/escalation.ts';
import type { Money } from '#shared/domain/item-data.ts';
import type { Party } from '#shared/domain/party.ts';

export type NewEscalation = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly reason: EscalationReason;
  readonly rule?: { readonly id: string; readonly name: string };
  readonly raisedBy?: string;
  readonly owner: Party;
  readonly teamId: string;
  readonly reviewerId?: string | undefined;
  readonly question: string;
  readonly asked: Escalation['asked'];
  readonly amount?: Money | undefined;
  readonly found?: Found;
  readonly snapshot: Snapshot;
  readonly dueAt: Date;
};

/** Stores one and gives its id. A second that is undecided for the same reason breaks the unique index. */
export async function insertEscalation(work: Work, e: NewEscalation): Promise<string> {
  const id = work.nextId();
  const ofAgent = e.owner.type === 'agent';
  await sql`insert into escalation (id, conversation_id, customer_id, reason, rule_id, rule_name, raised_by, owner_agent_id,
      owner_team_id, team_id, reviewer_id, question, asked, amount, currency, found, snapshot, raised_at, due_at)
    values (${id}, ${e.conversationId}, ${e.customerId}, ${e.reason}, ${e.rule?.id ?? null}, ${e.rule?.name ?? null},
      ${e.raisedBy ?? null}, ${ofAgent ? e.owner.id : null}, ${ofAgent ? null : e.owner.id}, ${e.teamId},
      ${e.reviewerId ?? null}, ${e.question}, ${e.asked}, ${e.amount?.amount ?? null}, ${e.amount?.currency ?? null},
      ${e.found === undefined ? null : JSON.stringify(e.found)}::jsonb, ${JSON.stringify(e.snapshot)}::jsonb, ${work.at},
      ${e.dueAt})`.execute(work.tx);
  return id;
}

/** Takes what the customer said out of one that a rule raised for it ([TL1]). */
export async function forgetText(work: Work, id: string, question: string): Promise<void> {
  await sql`update escalation set found = found - 'text', question = ${question}, revision = revision + 1
    where id = ${id}`.execute(work.tx);
}

/** What else changes with an escalation's state. */
export type EscalationMove = {
  readonly to: EscalationState;
  readonly from: readonly EscalationState[];
  readonly decision?: { readonly kind: Decision; readonly by: string };
  readonly note?: string | undefined;
  readonly takenFrom?: Party | undefined;
  readonly outcome?: EscalationOutcome | undefined;
  readonly reviewerId?: string;
};

/**
 * The one conditional update in which everything that can become of an escalation races ([ES2]): false when it is no
 * longer where the move begins. A decision that was made stays as it was made.
 */
export async function moveEscalation(work: Work, id: string, move: EscalationMove): Promise<boolean> {
  const { decision, takenFrom } = move;
  const isOver = move.to === 'resolved' || move.to === 'withdrawn';
  const { rows } = await sql`${PREPARED}
    update escalation set state = ${move.to}, revision = revision + 1,
      decision = coalesce(decision, ${decision?.kind ?? null}),
      decided_by = coalesce(decided_by, ${decision?.by ?? null}::uuid),
      decided_at = coalesce(decided_at, case when ${decision !== undefined} then ${work.at}::timestamptz end),
      note = coalesce(${move.note ?? null}, note),
      taken_from_agent_id = coalesce(taken_from_agent_id, ${takenFrom?.type === 'agent' ? takenFrom.id : null}::uuid),
      taken_from_team_id = coalesce(taken_from_team_id, ${takenFrom?.type === 'team' ? takenFrom.id : null}::uuid),
      outcome = coalesce(${move.outcome ?? null}, outcome),
      reviewer_id = coalesce(${move.reviewerId ?? null}::uuid, reviewer_id),
      resolved_at = case when ${isOver} then ${work.at}::timestamptz end
    where id = ${id} and state = any(${move.from}::text[]) returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Somebody else is to decide it; its state stays ([ES2]). False when it is decided. */
export async function setReviewer(work: Work, id: string, reviewerId: string): Promise<boolean> {
  const { rows } = await sql`update escalation set reviewer_id = ${reviewerId}::uuid, revision = revision + 1
    where id = ${id} and state in ('raised', 'in_review') returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Marks that its leads were told that its time is over; false when they were, or it is decided. */
export async function markOverdue(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`update escalation set overdue_told_at = ${work.at}, revision = revision + 1
    where id = ${id} and state in ('raised', 'in_review') and overdue_told_at is null and due_at <= ${work.at}
    returning 1`.execute(work.tx);
  return rows.length === 1;
}
