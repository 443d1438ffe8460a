import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

export type TeamWait = {
  readonly teamId: string;
  readonly ready: number;
  readonly waiting: number;
  /** Null when nobody waited lately. */
  readonly seconds: number | null;
};

/**
 * How it stands with every team: who is ready, how many conversations wait in its queue, and the middle of what was waited
 * there until somebody took one, since a time.
 */
export async function teamWaits(db: ReadDb, since: Date): Promise<TeamWait[]> {
  const { rows } = await sql<TeamWait>`
    select t.id as "teamId",
      (select count(*) from team_member m join agent a on a.id = m.agent_id
        where m.team_id = t.id and a.active and a.presence = 'ready' and a.role in ('agent', 'lead'))::int as ready,
      (select count(*) from conversation c where c.owner_team_id = t.id and c.status in ('open', 'waiting'))::int as waiting,
      (select round(percentile_cont(0.5) within group (order by extract(epoch from took.since - queued.since)))
        from assignment took join assignment queued
          on queued.conversation_id = took.conversation_id and queued.epoch = took.epoch - 1
        where queued.team_id = t.id and took.agent_id is not null and took.since >= ${since})::int as seconds
    from team t order by t.name`.execute(db);
  return rows;
}
