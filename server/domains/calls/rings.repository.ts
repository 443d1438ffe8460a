import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

export type RingState = 'ringing' | 'declined' | 'answered' | 'stopped';
export type Ring = { readonly agentId: string; readonly agentName: string; readonly state: RingState };

export async function ringsOf(db: ReadDb, callId: string): Promise<Ring[]> {
  const { rows } = await sql<Ring>`
    select r.agent_id as "agentId", a.name as "agentName", r.state from call_ring r join agent a on a.id = r.agent_id
    where r.call_id = ${callId}::uuid order by r.agent_id`.execute(db);
  return rows;
}

/** It rings at an agent. `again`: also when it had rung there before, for it is sent there on purpose. */
export async function ringAt(
  work: Work,
  callId: string,
  agentId: string,
  { legKey = null, again = false }: { legKey?: string | null; again?: boolean } = {},
): Promise<boolean> {
  const { rows } = await sql`
    insert into call_ring (call_id, agent_id, state, leg_key, at)
    values (${callId}, ${agentId}, 'ringing', ${legKey}, ${work.at})
    on conflict (call_id, agent_id) do update set state = 'ringing', leg_key = coalesce(excluded.leg_key, call_ring.leg_key),
      at = excluded.at where ${again}::boolean and call_ring.state <> 'ringing' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** One agent's ring goes from `ringing` to something else. False when it was not ringing there. */
export async function settleRing(work: Work, callId: string, agentId: string, state: RingState): Promise<boolean> {
  const { rows } = await sql`
    update call_ring set state = ${state}, at = ${work.at}
    where call_id = ${callId}::uuid and agent_id = ${agentId}::uuid and state = 'ringing' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** It rings nowhere any more; where it did, `stopped`. */
export async function stopRinging(work: Work, callId: string): Promise<void> {
  await sql`update call_ring set state = 'stopped', at = ${work.at}
    where call_id = ${callId}::uuid and state = 'ringing'`.execute(work.tx);
}

/** It rings again where somebody else's answer had stopped it: that one was never heard. */
export async function ringOn(work: Work, callId: string): Promise<void> {
  await sql`update call_ring set state = 'ringing', at = ${work.at}
    where call_id = ${callId}::uuid and state = 'stopped'`.execute(work.tx);
}

/** Who of a team could take a call now: there by their own word and on no call, longest without one first. */
export async function readyOf(db: ReadDb, teamId: string): Promise<{ id: string; login: string }[]> {
  const { rows } = await sql<{ id: string; login: string }>`
    select a.id, a.login from agent a join team_member m on m.agent_id = a.id and m.team_id = ${teamId}::uuid
    where a.active and a.presence = 'ready' and a.call_capacity > 0
      and not exists (select 1 from call c where c.agent_id = a.id and c.state <> 'ended')
    order by (select max(c.ended_at) from call c where c.agent_id = a.id) nulls first, a.id limit 50`.execute(db);
  return rows;
}

/** What a team gives a call: time for the wrap-up, time until a missed one has to be called back. */
export async function teamCallTimes(
  db: ReadDb,
  teamId: string,
): Promise<{ readonly wrapUpSeconds: number; readonly callbackMinutes: number }> {
  const { rows } = await sql<{ wrapUpSeconds: number; callbackMinutes: number }>`
    select wrap_up_seconds as "wrapUpSeconds", callback_minutes as "callbackMinutes" from team
    where id = ${teamId}::uuid`.execute(db);
  return rows[0] ?? { wrapUpSeconds: 0, callbackMinutes: 60 };
}

export type AgentFacts = {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  /** Signed in, with a window that is connected or was a moment ago. */
  readonly here: boolean;
};

/** An active agent, or null. */
export async function agentFacts(db: ReadDb, id: string): Promise<AgentFacts | null> {
  const { rows } = await sql<AgentFacts>`
    select id, name, login, presence not in ('disconnected', 'signed_out') as here from agent
    where id = ${id}::uuid and active and role in ('agent', 'lead')`.execute(db);
  return rows[0] ?? null;
}
