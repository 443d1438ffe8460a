import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

/**
 * The leads of a team who can sign in, in order of id; every lead, where it has none of its own, or only the one `besides`
 * whom somebody has to hear.
 */
export async function leadsOf(
  { tx }: Pick<Work, 'tx'>,
  teamId: string,
  besides: string | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string; own: boolean }>`
    select a.id, exists (select 1 from team_member m where m.agent_id = a.id and m.team_id = ${teamId}) as own
    from agent a where a.active and a.role = 'lead' order by a.id`.execute(tx);
  const own = rows.filter((row) => row.own);
  return (own.some(({ id }) => id !== besides) ? own : rows).map(({ id }) => id);
}
