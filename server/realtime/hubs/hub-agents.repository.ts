import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { EarlierPresence } from '#server/domains/presence/presence.service.ts';

/** These agents have windows at this hub. Nothing happens for a hub that is not on the roll: it will say so again. */
export async function addHubAgents(db: ReadDb, hubId: string, agentIds: readonly string[]): Promise<void> {
  await sql`
    insert into hub_agent (agent_id, hub_id)
    select a.id, h.id from hub h cross join agent a where h.id = ${hubId} and a.id = any(${agentIds}::uuid[])
    on conflict do nothing`.execute(db);
}

export async function removeHubAgents(db: ReadDb, hubId: string, agentIds: readonly string[]): Promise<void> {
  await sql`delete from hub_agent where hub_id = ${hubId} and agent_id = any(${agentIds}::uuid[])`.execute(db);
}

/** Whether somebody has a window at another hub. */
export async function isElsewhere(db: ReadDb, hubId: string, agentId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from hub_agent where agent_id = ${agentId} and hub_id <> ${hubId} limit 1`.execute(db);
  return rows.length === 1;
}

/** Agents who are there by their own word and have no window at any hub. */
export async function agentsNowhere(db: ReadDb): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agent a where a.active and a.presence in ('ready', 'busy', 'wrap_up', 'away')
      and not exists (select 1 from hub_agent h where h.agent_id = a.id)`.execute(db);
  return rows.map(({ id }) => id);
}

export type CutOff = { readonly id: string; readonly earlier: EarlierPresence | null };

/** Of these agents those who are marked as away from their desk, with what they had said before they were cut off. */
export async function cutOffAmong(db: ReadDb, agentIds: readonly string[]): Promise<CutOff[]> {
  if (agentIds.length === 0) return [];
  const { rows } = await sql<CutOff>`
    select id, case when presence = 'disconnected' then presence_cut end as earlier from agent
    where id = any(${agentIds}::uuid[]) and presence in ('disconnected', 'signed_out')`.execute(db);
  return rows;
}
