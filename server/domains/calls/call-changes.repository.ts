import type { Updateable } from 'kysely';
import { sql } from 'kysely';
import type { CallTable } from '#server/db/tables.generated.ts';
import type { Work } from '#server/work.ts';
import type { CallOutcome, CallPart, CallState } from '#shared/domain/call.ts';
import type { CallRecord } from './calls.repository.ts';

export type NewCall = Pick<
  CallRecord,
  | 'id'
  | 'customerId'
  | 'contactPointId'
  | 'conversationId'
  | 'sessionId'
  | 'connectionId'
  | 'teamId'
  | 'adapter'
  | 'media'
  | 'direction'
  | 'callKey'
  | 'number'
  | 'numberVerified'
  | 'ourNumber'
  | 'agentId'
  | 'presenceBefore'
  | 'startedAt'
  | 'ringUntil'
  | 'parts'
> & { readonly provider?: Readonly<Record<string, unknown>> };

/** A new call, ringing. A unique index lets a provider's call be one row whoever tells of it first. */
export async function insertCall(work: Work, c: NewCall): Promise<void> {
  await sql`
    insert into call (id, customer_id, contact_point_id, conversation_id, session_id, connection_id, team_id, adapter, media,
      direction, state, call_key, number, number_verified, our_number, agent_id, presence_before, started_at, ring_until,
      parts, provider)
    values (${c.id}, ${c.customerId}, ${c.contactPointId}, ${c.conversationId}, ${c.sessionId}, ${c.connectionId},
      ${c.teamId}, ${c.adapter}, ${c.media}, ${c.direction}, 'ringing', ${c.callKey}, ${c.number}, ${c.numberVerified},
      ${c.ourNumber}, ${c.agentId}, ${c.presenceBefore}, ${c.startedAt}, ${c.ringUntil},
      ${JSON.stringify(c.parts)}::jsonb, ${JSON.stringify(c.provider ?? {})}::jsonb)`.execute(work.tx);
}

/** Locks the row; the caller holds its customer and its conversation. */
export async function lockCallRow(work: Work, id: string): Promise<void> {
  await sql`select 1 from call where id = ${id}::uuid for no key update`.execute(work.tx);
}

export type CallPatch = Omit<Updateable<CallTable>, 'id' | 'customer_id' | 'state' | 'ended_at' | 'outcome' | 'parts'>;

/** Sets columns of a call that the caller has locked; never its state. */
export async function patchCall(work: Work, id: string, patch: CallPatch): Promise<void> {
  await work.tx.updateTable('call').set(patch).where('id', '=', id).execute();
}

/**
 * The one update that lets somebody win a ringing call ([CV2]): only while nobody holds it or is picking up, or when it is
 * being given to them. False when somebody was first, or it is over.
 */
export async function winCall(work: Work, id: string, agentId: string): Promise<boolean> {
  const { rows } = await sql`
    update call set answering_id = ${agentId}::uuid, answering_at = ${work.at}
    where id = ${id}::uuid and state <> 'ended' and answering_id is null
      and (agent_id is null or transfer_agent_id = ${agentId}::uuid) returning 1`.execute(work.tx);
  return rows.length === 1;
}

type Move = {
  readonly from: readonly CallState[];
  readonly to: Exclude<CallState, 'ended'>;
  readonly patch?: CallPatch;
};

/** Moves a call on, only out of one of these states. False when it is in none of them any more. */
export async function moveCall(work: Work, id: string, { from, to, patch = {} }: Move): Promise<boolean> {
  const rows = await work.tx
    .updateTable('call')
    .set({ ...patch, state: to })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returning('id')
    .execute();
  return rows.length === 1;
}

/** The one update that ends a call. False when it is over already. */
export async function finishCall(
  work: Work,
  id: string,
  end: { readonly outcome: string; readonly cause: string | null; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update call set state = 'ended', ended_at = ${end.at}, outcome = ${end.outcome}, cause = coalesce(${end.cause}, cause),
      answering_id = null, answering_at = null, ring_until = null, transfer_mode = null, transfer_agent_id = null,
      transfer_number = null, transfer_at = null
    where id = ${id}::uuid and state <> 'ended' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** What ended as rung in vain was a message, known only when its recording came. */
export async function endedAsMessage(work: Work, id: string): Promise<void> {
  const outcome: CallOutcome = 'voicemail';
  await sql`update call set outcome = ${outcome} where id = ${id}::uuid and outcome in ('missed', 'abandoned')`.execute(
    work.tx,
  );
}

/** Replaces what the call's stretches are; the caller has locked it. */
export async function saveParts(work: Work, id: string, parts: readonly CallPart[]): Promise<void> {
  await sql`update call set parts = ${JSON.stringify(parts)}::jsonb where id = ${id}::uuid`.execute(work.tx);
}

/** Keeps a provider's ids of legs, rooms, recordings beside those known already. */
export async function rememberOfProvider(work: Work, id: string, facts: Record<string, unknown>): Promise<void> {
  await sql`update call set provider = provider || ${JSON.stringify(facts)}::jsonb where id = ${id}::uuid`.execute(
    work.tx,
  );
}

/** The call's session is over. */
export async function endSession(work: Work, sessionId: string): Promise<void> {
  await sql`update session set state = 'ended', ended_at = ${work.at} where id = ${sessionId}::uuid and state = 'active'`.execute(
    work.tx,
  );
}
