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
  const { rows } =
    await sql`update agent set presence = ${presence}, presence_reason = ${reason}, presence_at = ${work.at}
    where id = ${agentId} and active returning 1`.execute(work.tx);
  return rows.length === 1;
}

/**
 * Corrects a presence by a fact, only while it is one of `from`. Gives what it was, or null when it was none of them.
 */
export async function correctPresence(
  db: ReadDb,
  agentId: string,
  from: readonly Presence[],
  to: { presence: Presence; reason: string | null; at: Date },
): Promise<{ presence: Presence; reason: string | null } | null> {
  const { rows } = await sql<{ presence: Presence; reason: string | null }>`
    with before as (select id, presence, presence_reason from agent where id = ${agentId} and presence = any(${from}::text[]) for no key update)
    update agent a set presence = ${to.presence}, presence_reason = ${to.reason}, presence_at = ${to.at}
    from before where a.id = before.id returning before.presence, before.presence_reason as reason`.execute(db);
  return rows[0] ?? null;
}

/** Agents who are there by their own word: after a restart of the hub their windows have yet to come back. */
export async function agentsPresent(db: ReadDb): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent where active and presence in ('ready', 'busy', 'wrap_up', 'away')`.execute(db);
  return rows.map(({ id }) => id);
}
