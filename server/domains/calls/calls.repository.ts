import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
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
  select c.id, c.customer_id as "customerId", cu.name as "customerName", c.contact_point_id as "contactPointId",
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
