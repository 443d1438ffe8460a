import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';

export type Day = { readonly from: Date; readonly until: Date };

/** The workspace's day that an instant is in: from midnight to midnight in its time zone. */
export async function dayOf(db: ReadDb, at: Date): Promise<Day> {
  const { rows } = await sql<Day>`${PREPARED}
    select d.day at time zone w.time_zone as "from", (d.day + interval '1 day') at time zone w.time_zone as until
    from workspace w cross join lateral (select date_trunc('day', ${at}::timestamptz at time zone w.time_zone) as day) d`.execute(
    db,
  );
  if (rows[0] === undefined) throw new Error('the workspace has not been set up');
  return rows[0];
}
