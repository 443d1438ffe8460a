import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import { CHANNELS, channelFacts } from '#shared/domain/channels.ts';
import type { Presence } from '#shared/domain/people.ts';
import type { PresenceSignal } from '#shared/wire/socket.ts';

const LIVE_CHANNELS = CHANNELS.filter((channel) => channelFacts(channel).live);

/** Presence and live load of agents as committed now; those who do not exist are left out. */
export async function readPresences(db: ReadDb, agentIds: readonly string[]): Promise<PresenceSignal[]> {
  if (agentIds.length === 0) return [];
  const { rows } = await sql<{ agentId: string; presence: Presence; reason: string | null; liveLoad: number }>`
    select a.id as "agentId", a.presence, a.presence_reason as reason,
      (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status = 'open'
        and c.channel = any(${LIVE_CHANNELS}::text[])) as "liveLoad"
    from agent a where a.id = any(${agentIds}::uuid[])`.execute(db);
  return rows.map(({ reason, ...signal }) => ({ ...signal, ...(reason === null ? {} : { reason }) }));
}

/** What an agent says of themselves. False when there is no such agent. */
export async function setPresence(
  work: Work,
  agentId: string,
  presence: Presence,
  reason: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    with said as (
      update agent set presence = ${presence}, presence_reason = ${reason}, presence_at = ${work.at}, presence_before = null
      where id = ${agentId} and active returning id),
    logged as (
      insert into presence_log (agent_id, at, presence, reason) select id, ${work.at}, ${presence}, ${reason} from said)
    select 1 from said`.execute(work.tx);
  return rows.length === 1;
}

/**
 * Corrects a presence by a fact, only while it is one of `from`. Gives what it was, or null when it was none of them. Being
 * cut off keeps what it was for the hub that they come back to; that and coming back leave alone what they had said before
 * their machine was locked or slept.
 */
export async function correctPresence(
  db: ReadDb,
  agentId: string,
  from: readonly Presence[],
  to: { presence: Presence; reason: string | null; at: Date },
): Promise<{ presence: Presence; reason: string | null } | null> {
  const { rows } = await sql<{ presence: Presence; reason: string | null }>`
    with before as (select id, presence, presence_reason from agent where id = ${agentId} and presence = any(${from}::text[]) for no key update),
    said as (
      update agent a set presence = ${to.presence}, presence_reason = ${to.reason}, presence_at = ${to.at},
        presence_before = case when 'disconnected' in (${to.presence}, before.presence) and ${to.presence} <> 'signed_out'
          then a.presence_before end,
        presence_cut = case when ${to.presence} = 'disconnected'
          then jsonb_build_object('presence', before.presence, 'reason', before.presence_reason) else a.presence_cut end
      from before where a.id = before.id returning before.presence, before.presence_reason as reason),
    logged as (
      insert into presence_log (agent_id, at, presence, reason)
      select id, ${to.at}, ${to.presence}, ${to.reason} from before)
    select * from said`.execute(db);
  return rows[0] ?? null;
}

/**
 * Their screen is locked or their machine sleeps: away, and what they had said is kept. Calls go on all the same. Whoever
 * tells it is not cut off any more, though the mark of that may stand for a moment.
 */
export async function goAsleep(work: Work, agentId: string, fact: 'asleep' | 'locked'): Promise<boolean> {
  const { rows } = await sql`
    with asleep as (
      update agent set presence = 'away', presence_reason = ${fact}, presence_at = ${work.at},
        presence_before = coalesce(presence_before, case when presence = 'disconnected' then presence_cut
          else jsonb_build_object('presence', presence, 'reason', presence_reason) end)
      where id = ${agentId} and active and presence_reason is distinct from 'on_call' and presence_reason is distinct from ${fact}
        and (presence in ('ready', 'busy', 'wrap_up') or (presence in ('away', 'disconnected') and presence_before is not null)
          or (presence = 'disconnected' and presence_cut->>'presence' in ('ready', 'busy', 'wrap_up')
            and presence_cut->>'reason' is distinct from 'on_call')) returning id),
    logged as (
      insert into presence_log (agent_id, at, presence, reason) select id, ${work.at}, 'away', ${fact} from asleep)
    select 1 from asleep`.execute(work.tx);
  return rows.length === 1;
}

/**
 * They are back at the machine: what they had said before, unless they have said something else since. A line that was cut
 * meanwhile changes nothing of that, whether this is told before or after it is given back.
 */
export async function wakeUp(work: Work, agentId: string): Promise<boolean> {
  const { rows } = await sql`
    with awake as (
      update agent set presence = presence_before->>'presence', presence_reason = presence_before->>'reason',
        presence_at = ${work.at}, presence_before = null
      where id = ${agentId} and presence in ('away', 'disconnected') and presence_before is not null
      returning id, presence, presence_reason),
    logged as (
      insert into presence_log (agent_id, at, presence, reason) select id, ${work.at}, presence, presence_reason from awake)
    select 1 from awake`.execute(work.tx);
  return rows.length === 1;
}
