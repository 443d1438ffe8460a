import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { CallOutcome, CallPart, CallState } from '#shared/domain/call.ts';

/** A call with the names that every view of it shows. */
export type CallRecord = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly contactPointId: string | null;
  readonly conversationId: string | null;
  readonly sessionId: string | null;
  readonly connectionId: string | null;
  readonly teamId: string;
  readonly adapter: string;
  readonly media: 'softphone' | 'provider';
  readonly direction: 'in' | 'out';
  readonly state: CallState;
  readonly callKey: string | null;
  readonly number: string | null;
  readonly numberVerified: boolean;
  readonly ourNumber: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly answeringId: string | null;
  readonly answeringName: string | null;
  readonly answeringAt: Date | null;
  readonly transferMode: 'blind' | 'consult' | null;
  readonly transferAgentId: string | null;
  readonly transferAgentName: string | null;
  readonly transferNumber: string | null;
  readonly transferAt: Date | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly ringUntil: Date | null;
  readonly outcome: CallOutcome | null;
  readonly cause: string | null;
  readonly parts: readonly CallPart[];
  readonly recorded: boolean;
  readonly recordingPaused: boolean;
  readonly wrapUpDue: Date | null;
  readonly presenceBefore: string | null;
  readonly itemId: string | null;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly ringingAt: readonly string[];
};

const select = sql`
  select c.id, c.customer_id as "customerId", ${nameOnThread('cu')} as "customerName", c.contact_point_id as "contactPointId",
    c.conversation_id as "conversationId", c.session_id as "sessionId", c.connection_id as "connectionId",
    c.team_id as "teamId", c.adapter, c.media, c.direction, c.state, c.call_key as "callKey", c.number,
    c.number_verified as "numberVerified", c.our_number as "ourNumber", c.agent_id as "agentId", ag.name as "agentName",
    c.answering_id as "answeringId", an.name as "answeringName", c.answering_at as "answeringAt",
    c.transfer_mode as "transferMode", c.transfer_agent_id as "transferAgentId", ta.name as "transferAgentName",
    c.transfer_number as "transferNumber", c.transfer_at as "transferAt", c.started_at as "startedAt",
    c.answered_at as "answeredAt", c.ended_at as "endedAt", c.ring_until as "ringUntil", c.outcome, c.cause, c.parts,
    c.recorded, c.recording_paused as "recordingPaused", c.wrap_up_due as "wrapUpDue",
    c.presence_before as "presenceBefore", c.item_id as "itemId", c.provider,
    array(select r.agent_id from call_ring r where r.call_id = c.id and r.state = 'ringing' order by r.agent_id) as "ringingAt"
  from call c join customer cu on cu.id = c.customer_id left join agent ag on ag.id = c.agent_id
    left join agent an on an.id = c.answering_id left join agent ta on ta.id = c.transfer_agent_id`;

/** Calls by id, in no order; those that do not exist are left out. */
export async function callsById(db: ReadDb, ids: readonly string[]): Promise<CallRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CallRecord>`${select} where c.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** The call, or null. Takes no lock. */
export async function findCall(db: ReadDb, id: string): Promise<CallRecord | null> {
  return (await callsById(db, [id]))[0] ?? null;
}

/** The call that a provider or a PBX knows by this name, or null. */
export async function callByKey(db: ReadDb, connectionId: string, key: string): Promise<CallRecord | null> {
  const { rows } = await sql<CallRecord>`
    ${select} where c.connection_id = ${connectionId}::uuid and c.call_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** The live call on its way to this agent by a transfer, from this number; the newest. */
export async function callComingTo(
  db: ReadDb,
  agentId: string,
  connectionId: string,
  number: string | null,
): Promise<CallRecord | null> {
  const { rows } = await sql<CallRecord>`
    ${select} where c.transfer_agent_id = ${agentId}::uuid and c.state <> 'ended'
      and c.connection_id = ${connectionId}::uuid and c.number is not distinct from ${number}
    order by c.transfer_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Calls that concern an agent now: ringing, held, coming, not wrapped up. Newest first. */
export async function callsOfAgent(db: ReadDb, agentId: string): Promise<CallRecord[]> {
  const { rows } = await sql<CallRecord>`
    ${select} where c.id in (
      select id from call where agent_id = ${agentId}::uuid and (state <> 'ended' or wrap_up_due is not null)
      union select id from call where state <> 'ended' and (answering_id = ${agentId}::uuid or transfer_agent_id = ${agentId}::uuid)
      union select r.call_id from call_ring r join call k on k.id = r.call_id
        where r.agent_id = ${agentId}::uuid and r.state = 'ringing' and k.state <> 'ended')
    order by c.started_at desc`.execute(db);
  return rows;
}

/** Live calls of the records of one thread, newest first. */
export async function liveCallsOf(db: ReadDb, members: readonly string[]): Promise<CallRecord[]> {
  const { rows } = await sql<CallRecord>`
    ${select} where c.customer_id = any(${members}::uuid[]) and c.state <> 'ended' order by c.started_at desc`.execute(
    db,
  );
  return rows;
}

/** How many other calls an agent is on. */
export async function otherCallsOf(db: ReadDb, agentId: string, exceptId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from call where agent_id = ${agentId}::uuid and id <> ${exceptId}::uuid
      and (state <> 'ended' or wrap_up_due is not null)`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What time has overtaken: rings that nobody took, winners who were not heard, wrap-ups, calls whose desk is gone. */
export async function overdueCalls(
  db: ReadDb,
  { at, answeredBefore, goneBefore }: { at: Date; answeredBefore: Date; goneBefore: Date },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from call where state <> 'ended' and answering_id is not null and answering_at < ${answeredBefore}
    union select id from call where state = 'ringing' and answering_id is null and ring_until < ${at}
    union select id from call where wrap_up_due < ${at}
    union select c.id from call c join agent a on a.id = c.agent_id where c.state <> 'ended' and c.media = 'softphone'
      and a.presence in ('disconnected', 'signed_out') and a.presence_at < ${goneBefore}
    limit 200`.execute(db);
  return rows.map(({ id }) => id);
}

/** Calls that a provider holds in its room, ringing at us, while nobody picks up. */
export async function waitingCalls(db: ReadDb): Promise<{ id: string; teamId: string; connectionId: string }[]> {
  const { rows } = await sql<{ id: string; teamId: string; connectionId: string }>`
    select c.id, c.team_id as "teamId", c.connection_id as "connectionId" from call c
    where c.state = 'ringing' and c.media = 'provider' and c.direction = 'in' and c.answering_id is null
      and c.agent_id is null and c.transfer_agent_id is null and c.ring_until is not null
      and c.connection_id is not null limit 100`.execute(db);
  return rows;
}
