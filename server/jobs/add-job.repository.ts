import { sql } from 'kysely';
import type { Tx } from '#server/db/handle.ts';

export type JobOptions = {
  /** Not before this; at once without it. */
  readonly runAt?: Date;
  /** A later job of the same key takes the place of one that waits. */
  readonly key?: string;
};

/** Adds a job that exists exactly if the transaction commits. `payload` holds ids, never personal data. */
export async function addJob(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  options: JobOptions = {},
): Promise<void> {
  await sql`
    select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz, job_key => ${options.key ?? null}::text)`.execute(tx);
}
