import { type RawBuilder, sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import { CALL_CHANNEL, type Channel } from '#shared/domain/channels.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { Crossing, InvitationState } from '#shared/domain/crossing.ts';
import type { HandoffKind, HandoffStage, HandoffState } from '#shared/domain/handoff.ts';
import type { Locale, Role } from '#shared/domain/people.ts';

/** The newest invitation of a handoff, its address in full: views mask it ([PR4]). Times as JSON has them. */
export type InvitationRecord = {
  readonly state: InvitationState['state'];
  readonly sentAt: string;
  readonly openedAt: string | null;
  readonly code: string | null;
  readonly pointKind: ContactPointKind | null;
  readonly pointValue: string | null;
};

/** A handoff with the names and the conversation's facts that every view of it shows. */
export type HandoffRecord = {
  readonly id: string;
  readonly conversationId: string;
  readonly conversationNumber: number;
  readonly customerId: string;
  readonly customerName: string;
  readonly fromAgentId: string;
  readonly fromName: string;
  readonly toAgentId: string | null;
  readonly toTeamId: string | null;
  readonly toName: string;
  readonly acceptedBy: string | null;
  readonly acceptedByName: string | null;
  readonly channelFrom: Channel;
  readonly channelTo: Channel;
  readonly state: HandoffState;
  readonly brief: Brief;
  readonly snapshot: Snapshot;
  readonly epoch: number;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly returns: string | null;
  readonly bounces: number;
  readonly customerWaitsSince: Date | null;
  readonly kind: HandoffKind;
  readonly stage: HandoffStage | null;
  readonly crossing: Crossing | null;
  readonly sessionTo: string | null;
  readonly invitation: InvitationRecord | null;
  readonly acceptedAt: Date | null;
  readonly completedAt: Date | null;
  readonly lapseAt: Date | null;
  readonly briefReadAt: Date | null;
};

// Names are read by subqueries and not by joins: planning eight tables would take longer than reading them.
const select = sql`
  select h.id, h.conversation_id as "conversationId", c.number as "conversationNumber", h.customer_id as "customerId",
    coalesce((select cu.name from customer cu where cu.id = h.customer_id), '') as "customerName",
    h.from_agent_id as "fromAgentId", (select a.name from agent a where a.id = h.from_agent_id) as "fromName",
    h.to_agent_id as "toAgentId", h.to_team_id as "toTeamId",
    coalesce((select a.name from agent a where a.id = h.to_agent_id), (select t.name from team t where t.id = h.to_team_id))
      as "toName",
    h.accepted_by as "acceptedBy", (select a.name from agent a where a.id = h.accepted_by) as "acceptedByName",
    h.channel_from as "channelFrom", h.channel_to as "channelTo",
    h.state, h.brief, h.snapshot, h.epoch, h.offered_at as "offeredAt", h.expires_at as "expiresAt",
    h.decided_at as "decidedAt", h.reason, h.returns, c.bounces, c.customer_waits_since as "customerWaitsSince",
    h.kind, h.stage, h.crossing, h.session_to as "sessionTo", h.accepted_at as "acceptedAt",
    h.completed_at as "completedAt", h.lapse_at as "lapseAt", h.brief_read_at as "briefReadAt",
    case when h.crossing is not null then (
      select jsonb_build_object('state', i.state, 'sentAt', i.created_at, 'openedAt', i.opened_at, 'code', i.code,
        'pointKind', p.kind, 'pointValue', p.value)
      from invitation i left join contact_point p on p.id = i.contact_point_id
      where i.handoff_id = h.id order by i.created_at desc, i.id desc limit 1) end as invitation
  from handoff h join conversation c on c.id = h.conversation_id`;

/** Handoffs by id, in no order; those that do not exist are left out. */
export async function handoffsById(db: ReadDb, ids: readonly string[]): Promise<HandoffRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<HandoffRecord>`${PREPARED}
    ${select} where h.id = any(${few(ids, 'uuid')})`.execute(db);
  return rows;
}

/** The statement that reads one handoff. */
export const handoffById = (id: string): RawBuilder<HandoffRecord> => sql`${PREPARED} ${select} where h.id = ${id}`;

/** The handoff, or null. Takes no lock. */
export async function findHandoff(db: ReadDb, id: string): Promise<HandoffRecord | null> {
  const { rows } = await handoffById(id).execute(db);
  return rows[0] ?? null;
}

/** The open handoff of a conversation; there is at most one ([HO1]). */
export async function openHandoffOf(db: ReadDb, conversationId: string): Promise<HandoffRecord | null> {
  const { rows } = await sql<HandoffRecord>`${PREPARED}
    ${select} where h.conversation_id = ${conversationId} and h.state in ('offered', 'accepted')`.execute(db);
  return rows[0] ?? null;
}

/**
 * Offers open to an agent or to one of these teams, and what they have accepted and not yet got: they talk about it, or
 * the customer is on the way. The one that expires first, first. What the agent offered themselves is left out.
 */
export async function offersFor(db: ReadDb, agentId: string, teamIds: readonly string[]): Promise<HandoffRecord[]> {
  const { rows } = await sql<HandoffRecord>`
    ${select} where h.from_agent_id <> ${agentId}
      and ((h.state = 'offered' and (h.to_agent_id = ${agentId} or h.to_team_id = any(${teamIds}::uuid[])))
        or (h.state = 'accepted' and h.accepted_by = ${agentId}))
    order by h.expires_at, h.id`.execute(db);
  return rows;
}

/** What an agent is shown of a customer's handoffs, the newest first: those that are open, and those that came to them. */
export function handoffsOfCustomer(
  members: readonly string[],
  agentId: string,
  limit: number,
): RawBuilder<HandoffRecord> {
  // Of a record that stands alone the planner knows more by an equality.
  const whose =
    members.length === 1 ? sql`customer_id = ${members[0]}` : sql`customer_id = any(${few(members, 'uuid')})`;
  return sql`${PREPARED}
    ${select} where h.conversation_id in (select id from conversation where ${whose})
      and (h.state in ('offered', 'accepted') or (h.state = 'completed' and h.accepted_by = ${agentId}))
    order by h.offered_at desc, h.id desc limit ${limit}`;
}

/** The newest completed handoff that moved a conversation to somebody else: the one that can be returned ([HO8]). */
export async function lastCompletedHandoff(db: ReadDb, conversationId: string): Promise<HandoffRecord | null> {
  const { rows } = await sql<HandoffRecord>`
    ${select} where h.conversation_id = ${conversationId} and h.state = 'completed'
      and h.from_agent_id is distinct from h.accepted_by order by h.epoch desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Whether a call that began then is not where the customer is: they came elsewhere since, or were asked here in vain. */
export async function wentElsewhere(db: ReadDb, conversationId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from handoff
    where conversation_id = ${conversationId} and crossing is not null
      and ((state = 'completed' and completed_at >= ${since} and channel_to <> ${CALL_CHANNEL})
        or (state = 'accepted' and stage = 'crossing' and channel_to = ${CALL_CHANNEL})) limit 1`.execute(db);
  return rows.length === 1;
}

/** Offers and private talks whose time is over, the longest over first. */
export async function offersDue(work: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handoff
    where (state = 'offered' or (state = 'accepted' and stage = 'talking')) and expires_at <= ${work.at}
    order by expires_at limit ${limit}`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** Handoffs whose customer has not come in time, the longest over first. */
export async function crossingsDue(work: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handoff
    where state = 'accepted' and lapse_at <= ${work.at} order by lapse_at limit ${limit}`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** Offers that wait for one agent, and private talks that they have joined. */
export async function offersTo(work: Pick<Work, 'tx'>, agentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handoff
    where (state = 'offered' and to_agent_id = ${agentId})
      or (state = 'accepted' and stage = 'talking' and accepted_by = ${agentId}) order by offered_at`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** Locks agents in the order every work keeps, before events go to several inboxes in more than one step. */
export async function lockAgents(work: Work, ids: readonly (string | null)[]): Promise<void> {
  const agents = ids.filter((id): id is string => id !== null);
  await sql`${PREPARED}
    select 1 from agent where id = any(${agents}::uuid[]) order by id for no key update`.execute(work.tx);
}

/** Who leads a team: they may read what two of it say beside a thread. */
export async function leadsOf(work: Pick<Work, 'tx'>, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select a.id from agent a join team_member m on m.agent_id = a.id
    where m.team_id = ${teamId}::uuid and a.role = 'lead' and a.active order by a.id`.execute(work.tx);
  return rows.map((row) => row.id);
}

export type Receiver = {
  readonly id: string;
  readonly name: string;
  /** Signed in, with a window that is connected or was a moment ago. Always true for a team. */
  readonly here: boolean;
  readonly offerSeconds: number | null;
};

/** As whom an agent reads, and in which language. */
export async function readerOf(work: Pick<Work, 'tx'>, id: string): Promise<{ role: Role; locale: Locale }> {
  const row = await work.tx
    .selectFrom('agent')
    .select(['role', 'locale'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { role: row.role, locale: row.locale };
}

/** An agent who may own conversations, or null. */
export async function findAgentReceiver(work: Pick<Work, 'tx'>, id: string): Promise<Receiver | null> {
  const { rows } = await sql<Receiver>`${PREPARED}
    select id, name, null as "offerSeconds", active and presence not in ('signed_out', 'disconnected')
      and not (presence = 'away' and presence_reason is not distinct from 'off_shift') as here
    from agent where id = ${id} and role in ('agent', 'lead')`.execute(work.tx);
  return rows[0] ?? null;
}

/** A team, or null. */
export async function findTeamReceiver(work: Pick<Work, 'tx'>, id: string): Promise<Receiver | null> {
  const { rows } = await sql<Receiver>`${PREPARED}
    select id, name, true as here, offer_seconds as "offerSeconds" from team where id = ${id}`.execute(work.tx);
  return rows[0] ?? null;
}

/** The newest item of every record on a customer's thread: how far a snapshot may reach ([ID3]). */
export async function snapshotOf(db: ReadDb, customerId: string): Promise<Snapshot> {
  const { rows } = await sql<{ id: string; lastSeq: number }>`${PREPARED}
    select id, last_seq as "lastSeq" from customer where id = any(${memberIds(customerId)}) order by id`.execute(db);
  if (rows.length === 0) throw new Error(`no customer ${customerId}`);
  return Object.fromEntries(rows.map((row) => [row.id, row.lastSeq]));
}
