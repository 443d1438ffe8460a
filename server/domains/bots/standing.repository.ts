import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

export type TeamStanding = {
  readonly id: string;
  readonly name: string;
  readonly ready: number;
  readonly ahead: number;
  /** Median seconds that conversations waited in the queue in the last two hours; null when none did. */
  readonly waitSeconds: number | null;
};

/** How it stands with a team now, the one that takes new conversations unless told; null when there is none. */
export async function teamStanding(
  work: Work,
  teamId: string | null,
  exceptConversation: string | null,
): Promise<TeamStanding | null> {
  const { rows } = await sql<TeamStanding>`
    select t.id, t.name,
      (select count(*)::int from team_member m join agent a on a.id = m.agent_id
        where m.team_id = t.id and a.active and a.presence = 'ready'
          and (select count(*) from conversation c where c.owner_agent_id = a.id and c.status = 'open') < a.capacity) as ready,
      (select count(*)::int from conversation c where c.owner_team_id = t.id and c.status = 'open'
        and c.customer_waits_since is not null and c.id is distinct from ${exceptConversation}::uuid) as ahead,
      (select percentile_disc(0.5) within group (order by extract(epoch from taken.since - waited.since))::int
        from assignment waited join assignment taken on taken.conversation_id = waited.conversation_id
          and taken.epoch = waited.epoch + 1 and taken.agent_id is not null
        where waited.team_id = t.id and taken.since > ${work.at}::timestamptz - interval '2 hours') as "waitSeconds"
    from team t where ${teamId === null ? sql`t.is_default` : sql`t.id = ${teamId}`}`.execute(work.tx);
  return rows[0] ?? null;
}
