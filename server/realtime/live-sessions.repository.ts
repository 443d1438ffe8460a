import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Role } from '#shared/domain/people.ts';

export type LiveSession = {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly teamIds: string[];
};

/** Those of these sign-ins that still stand, with what their people are now; the others have ended. */
export async function liveSessions(db: ReadDb, ids: readonly string[], now: Date): Promise<Map<string, LiveSession>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LiveSession>`
    select s.id, a.role, a.name, array(select m.team_id::text from team_member m where m.agent_id = a.id order by 1) as "teamIds"
    from auth_session s join agent a on a.id = s.agent_id
    where s.id = any(${ids}::uuid[]) and s.revoked_at is null and s.expires_at > ${now} and a.active`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
