import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type {
  ASKED_DECISIONS,
  Decision,
  EscalationOutcome,
  EscalationReason,
  EscalationState,
  Found,
} from '#shared/domain/escalation.ts';

/** An escalation with the names and the conversation's facts that every view of it shows. */
export type EscalationRecord = {
  readonly id: string;
  readonly conversationId: string;
  readonly conversationNumber: number;
  readonly customerId: string;
  readonly customerName: string;
  readonly reason: EscalationReason;
  readonly ruleId: string | null;
  readonly ruleName: string | null;
  readonly raisedBy: string | null;
  readonly raisedByName: string | null;
  readonly ownerAgentId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly reviewerId: string | null;
  readonly reviewerName: string | null;
  readonly state: EscalationState;
  readonly question: string;
  readonly asked: (typeof ASKED_DECISIONS)[number];
  readonly amount: number | null;
  readonly currency: string | null;
  readonly found: Found | null;
  readonly snapshot: Snapshot;
  readonly raisedAt: Date;
  readonly dueAt: Date;
  readonly overdueToldAt: Date | null;
  readonly decision: Decision | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly takenFromAgentId: string | null;
  readonly takenFromTeamId: string | null;
  readonly takenFromName: string | null;
  readonly outcome: EscalationOutcome | null;
  readonly resolvedAt: Date | null;
  readonly revision: number;
  /** Who owns the conversation now; null is a queue. */
  readonly ownerNow: string | null;
};

export const escalationColumns: RawBuilder<unknown> = sql`
  e.id, e.conversation_id as "conversationId", c.number as "conversationNumber", e.customer_id as "customerId",
  coalesce(cu.name, '') as "customerName", e.reason, e.rule_id as "ruleId", e.rule_name as "ruleName",
  e.raised_by as "raisedBy", ra.name as "raisedByName", e.owner_agent_id as "ownerAgentId",
  e.owner_team_id as "ownerTeamId", coalesce(oa.name, ot.name) as "ownerName", e.team_id as "teamId", t.name as "teamName",
  e.reviewer_id as "reviewerId", rv.name as "reviewerName", e.state, e.question, e.asked, e.amount::float8 as amount,
  e.currency, e.found, e.snapshot, e.raised_at as "raisedAt", e.due_at as "dueAt", e.overdue_told_at as "overdueToldAt",
  e.decision, e.decided_by as "decidedBy", da.name as "decidedByName", e.decided_at as "decidedAt", e.note,
  e.taken_from_agent_id as "takenFromAgentId", e.taken_from_team_id as "takenFromTeamId",
  coalesce(fa.name, ft.name) as "takenFromName", e.outcome, e.resolved_at as "resolvedAt", e.revision,
  c.owner_agent_id as "ownerNow"`;

export const escalationTables: RawBuilder<unknown> = sql`escalation e join conversation c on c.id = e.conversation_id
  join customer cu on cu.id = e.customer_id join team t on t.id = e.team_id left join agent ra on ra.id = e.raised_by
  left join agent oa on oa.id = e.owner_agent_id left join team ot on ot.id = e.owner_team_id
  left join agent rv on rv.id = e.reviewer_id left join agent da on da.id = e.decided_by
  left join agent fa on fa.id = e.taken_from_agent_id left join team ft on ft.id = e.taken_from_team_id`;

async function select(db: ReadDb, where: RawBuilder<unknown>): Promise<EscalationRecord[]> {
  const { rows } = await sql<EscalationRecord>`${PREPARED}
    select ${escalationColumns} from ${escalationTables} where ${where} order by e.raised_at, e.id`.execute(db);
  return rows;
}

/** Escalations by id; those that do not exist are left out. */
export async function escalationsById(db: ReadDb, ids: readonly string[]): Promise<EscalationRecord[]> {
  return ids.length === 0 ? [] : select(db, sql`e.id = any(${ids}::uuid[])`);
}

/** The escalation, or null. Takes no lock. */
export async function findEscalation(db: ReadDb, id: string): Promise<EscalationRecord | null> {
  return (await escalationsById(db, [id]))[0] ?? null;
}

/** Those of a conversation that are not over, the oldest first. */
export const openEscalationsOf = (db: ReadDb, conversationId: string): Promise<EscalationRecord[]> =>
  select(db, sql`e.conversation_id = ${conversationId} and e.resolved_at is null`);

/** Those that a rule raised on a conversation for the words in a message. */
export const escalationsQuoting = (db: ReadDb, conversationId: string, itemId: string): Promise<EscalationRecord[]> =>
  select(
    db,
    sql`e.id in (select x.escalation_id from escalation_cause x where x.conversation_id = ${conversationId})
      and e.found ->> 'itemId' = ${itemId}`,
  );

/** The one of a conversation that is undecided for a reason; there is at most one. */
export async function undecidedOf(
  db: ReadDb,
  conversationId: string,
  reason: EscalationReason,
): Promise<EscalationRecord | null> {
  const found = await select(
    db,
    sql`e.conversation_id = ${conversationId} and e.reason = ${reason} and e.state in ('raised', 'in_review')`,
  );
  return found[0] ?? null;
}

/** Undecided ones whose time is over and whose leads were not told, the longest over first. */
export async function overdueEscalations(
  db: ReadDb,
  at: Date,
  limit: number,
): Promise<{ id: string; conversationId: string }[]> {
  const { rows } = await sql<{ id: string; conversationId: string }>`
    select id, conversation_id as "conversationId" from escalation
    where state in ('raised', 'in_review') and overdue_told_at is null and due_at <= ${at}
    order by due_at limit ${limit}`.execute(db);
  return rows;
}
