import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** What waits to be done, as counts: each is near nothing on a hub that keeps up. */
export type Backlog = {
  /** Jobs that are due and that nobody has taken. */
  readonly jobs: number;
  /** How long the oldest of them has been due, in seconds. */
  readonly oldestJobSeconds: number;
  /** Items that are to leave, or of which nobody knows whether they did ([CH3]). */
  readonly outgoing: number;
  readonly unknown: number;
  /** Webhooks that were kept and not worked on. */
  readonly webhooks: number;
  /** Views without a seal ([PR1]). */
  readonly unsealed: number;
};

type Jobs = Pick<Backlog, 'jobs' | 'oldestJobSeconds'>;

/** Reads it by the indexes of what is open, so that it costs the same with any number of items. */
export async function readBacklog(db: ReadDb): Promise<Backlog> {
  const { rows } = await sql<Omit<Backlog, keyof Jobs> & { queue: boolean }>`select
    (select count(*) from outgoing where state in ('queued', 'sending')) as outgoing,
    (select count(*) from outgoing where state = 'unknown') as unknown,
    (select count(*) from webhook_event where state <> 'done') as webhooks,
    (select count(*) from view_record where seal_no is null) as unsealed,
    to_regclass('graphile_worker.jobs') is not null as queue`.execute(db);
  const { queue = false, ...counts } = rows[0] ?? { outgoing: 0, unknown: 0, webhooks: 0, unsealed: 0 };
  return { ...counts, ...(queue ? await readJobs(db) : { jobs: 0, oldestJobSeconds: 0 }) };
}

async function readJobs(db: ReadDb): Promise<Jobs> {
  const { rows } = await sql<Jobs>`select count(*) as jobs,
    coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as "oldestJobSeconds"
    from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts`.execute(db);
  return rows[0] ?? { jobs: 0, oldestJobSeconds: 0 };
}
