import { run, runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '#server/db/connection.ts';
import type { DbPool } from '#server/db/handle.ts';
import { openPool } from '#server/db/pool.ts';

/** Carries out one kind of job; thrown errors bring it back later, up to 25 times with growing waits. */
export type Task = (payload: unknown) => Promise<void>;

export type Jobs = { readonly stop: () => Promise<void> };

type Options = {
  readonly tasks: Readonly<Record<string, Task>>;
  /** Lines of `minute hour day month weekday task`, in UTC. */
  readonly crontab?: string;
  readonly concurrency?: number;
};

/**
 * Carries out jobs of the database's own queue, together with the other hubs. A job added with `addJob` inside a
 * transaction exists exactly if that commits: the queue is the outbox. Makes the queue's own tables at the first start.
 */
export async function startJobs(
  pool: DbPool,
  logger: Logger,
  { tasks, crontab = '', concurrency = 4 }: Options,
): Promise<Jobs> {
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
  );
  const runner = await run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: asWorkerLogger(logger),
  });
  runner.promise.catch((error: unknown) => logger.error({ err: error }, 'the job runner has stopped'));
  return { stop: () => runner.stop() };
}

/** Makes the queue's own tables, or brings them to this version, without carrying anything out. */
export async function prepareJobs(pool: DbPool, logger: Logger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: asWorkerLogger(logger) });
}

/** The same, for whoever has only the database's address: nothing stays connected. */
export async function prepareJobsAt(address: DatabaseAddress, logger: Logger): Promise<void> {
  const { pool, close } = openPool(address, { max: 1, applicationName: 'tsunagi-jobs' });
  try {
    await prepareJobs(pool, logger);
  } finally {
    await close();
  }
}

/** Names and counts only: a job's payload may hold anything ([PR4]). */
function asWorkerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    const error = (meta as { error?: unknown } | undefined)?.error;
    if (level === 'error') logger.error({ err: error }, 'a job failed');
    else if (level === 'warning') logger.warn({ err: error }, message.slice(0, 80));
  });
}
