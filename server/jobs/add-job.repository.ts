import { sql } from 'kysely';
import type { Tx } from '#server/db/handle.ts';
import { withNext } from '#server/db/together.ts';

export type JobOptions = {
  /** Not before this; at once without it. */
  readonly runAt?: Date;
  /** A later job of the same key takes the place of one that waits. */
  readonly key?: string;
  /** One of the same key that waits keeps its time: for sweeps, which only replace what was lost. */
  readonly keepTime?: boolean;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
};

/** Adds a job that exists exactly if the transaction commits. `payload` holds ids, never personal data. */
export async function addJob(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  options: JobOptions = {},
): Promise<void> {
  await withNext(
    tx,
    sql`
    select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz, job_key => ${options.key ?? null}::text,
      queue_name => ${options.queue ?? null}::text,
      job_key_mode => ${options.keepTime === true ? 'preserve_run_at' : 'replace'})`,
  );
}
