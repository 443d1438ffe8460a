import type { Client } from 'pg';
import { z } from 'zod';

/** A job as whoever runs the queue takes it again. */
const waitingJob = z.object({
  task: z.string(),
  payload: z.unknown(),
  runAt: z.string(),
  key: z.string().nullable(),
  queue: z.string().nullable(),
  maxAttempts: z.int(),
  priority: z.int(),
});
export type WaitingJob = z.infer<typeof waitingJob>;

/**
 * Jobs that are still to be carried out, one JSON object a line: the queue is the outbox ([CH3]), so it belongs to the
 * snapshot. Null where there is no queue yet. The queue's tables are its own, and made anew by whatever version runs it.
 */
export async function readJobs(client: Client): Promise<string | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<WaitingJob>(
    `select t.identifier as task, j.payload, to_char(j.run_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "runAt", j.key,
      q.queue_name as queue, j.max_attempts::int as "maxAttempts", j.priority::int as priority
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.is_available or j.locked_at is not null order by j.id`,
  );
  return rows.map((job) => `${JSON.stringify(job)}\n`).join('');
}

export function parseJobs(text: string): WaitingJob[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => waitingJob.parse(JSON.parse(line)));
}

/** Puts a job into a queue whose tables are there. */
export async function addWaitingJob(client: Client, job: WaitingJob): Promise<void> {
  await client.query(
    `select graphile_worker.add_job($1, payload => $2::json, run_at => $3::timestamptz, job_key => $4, queue_name => $5,
      max_attempts => $6::int, priority => $7::int)`,
    [job.task, JSON.stringify(job.payload), job.runAt, job.key, job.queue, job.maxAttempts, job.priority],
  );
}
