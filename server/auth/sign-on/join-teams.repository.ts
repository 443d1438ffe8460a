import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

/** Puts somebody new into those of these teams that are still there. */
export async function joinTeams(work: Work, agentId: string, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length === 0) return;
  await sql`insert into team_member (team_id, agent_id) select t.id, ${agentId} from team t
    where t.id = any(${teamIds}::uuid[]) on conflict do nothing`.execute(work.tx);
}
