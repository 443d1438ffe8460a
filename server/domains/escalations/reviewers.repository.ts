import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Whether this is a lead who can sign in. */
export async function leadNamed(db: ReadDb, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from agent where id = ${id} and active and role = 'lead'`.execute(db);
  return rows.length === 1;
}

/** Whether a team has a lead of its own besides who asked; where it has none, every lead stands in. */
export async function hasOwnLead(db: ReadDb, teamId: string, raisedBy: string | null): Promise<boolean> {
  const { rows } = await sql`select 1 from team_member m join agent a on a.id = m.agent_id
    where m.team_id = ${teamId} and a.active and a.role = 'lead'
      and a.id is distinct from ${raisedBy}::uuid limit 1`.execute(db);
  return rows.length === 1;
}
