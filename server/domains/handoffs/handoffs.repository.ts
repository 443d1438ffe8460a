import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { HandoffState } from '#shared/domain/handoff.ts';

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
};

const select = sql`
  select h.id, h.conversation_id as "conversationId", c.number as "conversationNumber", h.customer_id as "customerId",
    coalesce(cu.name, '') as "customerName", h.from_agent_id as "fromAgentId", fa.name as "fromName",
    h.to_agent_id as "toAgentId", h.to_team_id as "toTeamId", coalesce(ta.name, tt.name) as "toName",
    h.accepted_by as "acceptedBy", aa.name as "acceptedByName", h.channel_from as "channelFrom", h.channel_to as "channelTo",
    h.state, h.brief, h.snapshot, h.epoch, h.offered_at as "offeredAt", h.expires_at as "expiresAt",
    h.decided_at as "decidedAt", h.reason, h.returns, c.bounces, c.customer_waits_since as "customerWaitsSince"
  from handoff h join conversation c on c.id = h.conversation_id join customer cu on cu.id = h.customer_id
    join agent fa on fa.id = h.from_agent_id left join agent ta on ta.id = h.to_agent_id
    left join team tt on tt.id = h.to_team_id left join agent aa on aa.id = h.accepted_by`;

/** Handoffs by id, in no order; those that do not exist are left out. */
export async function handoffsById(db: ReadDb, ids: readonly string[]): Promise<HandoffRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<HandoffRecord>`${select} where h.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** The handoff, or null. Takes no lock. */
export async function findHandoff(db: ReadDb, id: string): Promise<HandoffRecord | null> {
  return (await handoffsById(db, [id]))[0] ?? null;
}

/** Which conversation a handoff is of, or null; what has to be known before its lock can be taken. */
export async function conversationOfHandoff(db: ReadDb, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('handoff')
    .select('conversation_id as conversationId')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.conversationId ?? null;
}

/** The open handoff of a conversation; there is at most one ([HO1]). */
export async function openHandoffOf(db: ReadDb, conversationId: string): Promise<HandoffRecord | null> {
  const { rows } = await sql<HandoffRecord>`
    ${select} where h.conversation_id = ${conversationId} and h.state in ('offered', 'accepted')`.execute(db);
  return rows[0] ?? null;
}

/** Offers open to an agent or to one of these teams; the one that expires first, first. The agent's own are left out. */
export async function offersFor(db: ReadDb, agentId: string, teamIds: readonly string[]): Promise<HandoffRecord[]> {
  const { rows } = await sql<HandoffRecord>`
    ${select} where h.state = 'offered' and h.from_agent_id <> ${agentId}
      and (h.to_agent_id = ${agentId} or h.to_team_id = any(${teamIds}::uuid[]))
    order by h.expires_at, h.id`.execute(db);
  return rows;
}

/** Handoffs of a customer, newest first. */
export async function handoffsOfCustomer(
  db: ReadDb,
  members: readonly string[],
  limit: number,
): Promise<HandoffRecord[]> {
  // Of a record that stands alone the planner knows more by an equality.
  const whose = members.length === 1 ? sql`customer_id = ${members[0]}` : sql`customer_id = any(${members}::uuid[])`;
  const { rows } = await sql<HandoffRecord>`${PREPARED}
    ${select} where h.conversation_id in (select id from conversation where ${whose})
    order by h.offered_at desc, h.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The newest completed handoff of a conversation: the one that can be returned ([HO8]). */
export async function lastCompletedHandoff(db: ReadDb, conversationId: string): Promise<HandoffRecord | null> {
  const { rows } = await sql<HandoffRecord>`
    ${select} where h.conversation_id = ${conversationId} and h.state = 'completed'
    order by h.epoch desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export type NewHandoff = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly fromAgentId: string;
  readonly to: { readonly type: 'agent' | 'team'; readonly id: string };
  readonly acceptedBy?: string | undefined;
  readonly channel: Channel;
  readonly state: HandoffState;
  readonly brief: Brief;
  readonly snapshot: Snapshot;
  readonly epoch: number;
  readonly expiresAt: Date;
  readonly reason?: string | undefined;
  readonly returns?: string | undefined;
};

/** Stores a handoff and gives its id. A second open one of a conversation breaks the unique index ([HO1]). */
export async function insertHandoff(work: Work, h: NewHandoff): Promise<string> {
  const id = work.nextId();
  await work.tx
    .insertInto('handoff')
    .values({
      id,
      conversation_id: h.conversationId,
      customer_id: h.customerId,
      from_agent_id: h.fromAgentId,
      to_agent_id: h.to.type === 'agent' ? h.to.id : null,
      to_team_id: h.to.type === 'team' ? h.to.id : null,
      accepted_by: h.acceptedBy ?? null,
      channel_from: h.channel,
      channel_to: h.channel,
      state: h.state,
      brief: JSON.stringify(h.brief),
      snapshot: JSON.stringify(h.snapshot),
      epoch: h.epoch,
      offered_at: work.at,
      expires_at: h.expiresAt,
      decided_at: h.state === 'offered' ? null : work.at,
      reason: h.reason ?? null,
      returns: h.returns ?? null,
    })
    .execute();
  return id;
}

type Outcome = { readonly state: HandoffState; readonly acceptedBy?: string; readonly reason?: string };

/**
 * The one conditional update in which every outcome of an offer races ([HO2]): false when it was decided before, or when
 * the conversation's owner is not the one who offered it (`epoch`).
 */
export async function decideOffer(work: Work, id: string, epoch: number, outcome: Outcome): Promise<boolean> {
  const { rows } = await sql`
    update handoff set state = ${outcome.state}, decided_at = ${work.at}, accepted_by = ${outcome.acceptedBy ?? null}::uuid,
      reason = coalesce(${outcome.reason ?? null}, reason)
    where id = ${id} and state = 'offered' and epoch = ${epoch} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Offers whose time is over, the longest over first. */
export async function offersDue(work: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handoff
    where state = 'offered' and expires_at <= ${work.at} order by expires_at limit ${limit}`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** Offers that wait for one agent. */
export async function offersTo(work: Pick<Work, 'tx'>, agentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handoff
    where state = 'offered' and to_agent_id = ${agentId} order by offered_at`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** Locks agents in the order every work keeps, before events go to several inboxes in more than one step. */
export async function lockAgents(work: Work, ids: readonly (string | null)[]): Promise<void> {
  const agents = ids.filter((id): id is string => id !== null);
  await sql`select 1 from agent where id = any(${agents}::uuid[]) order by id for no key update`.execute(work.tx);
}

export type Receiver = {
  readonly id: string;
  readonly name: string;
  /** Signed in, with a window that is connected or was a moment ago. Always true for a team. */
  readonly here: boolean;
  readonly offerSeconds: number | null;
};

/** An agent who may own conversations, or null. */
export async function findAgentReceiver(work: Pick<Work, 'tx'>, id: string): Promise<Receiver | null> {
  const { rows } = await sql<Receiver>`
    select id, name, active and presence not in ('signed_out', 'disconnected') as here, null as "offerSeconds"
    from agent where id = ${id} and role in ('agent', 'lead')`.execute(work.tx);
  return rows[0] ?? null;
}

/** A team, or null. */
export async function findTeamReceiver(work: Pick<Work, 'tx'>, id: string): Promise<Receiver | null> {
  const { rows } = await sql<Receiver>`
    select id, name, true as here, offer_seconds as "offerSeconds" from team where id = ${id}`.execute(work.tx);
  return rows[0] ?? null;
}

/** The newest item of every record on a customer's thread: how far a snapshot may reach ([ID3]). */
export async function snapshotOf(db: ReadDb, customerId: string): Promise<Snapshot> {
  const { rows } = await sql<{ id: string; lastSeq: number }>`
    select id, last_seq as "lastSeq" from customer where id = any(${memberIds(customerId)}) order by id`.execute(db);
  if (rows.length === 0) throw new Error(`no customer ${customerId}`);
  return Object.fromEntries(rows.map((row) => [row.id, row.lastSeq]));
}
