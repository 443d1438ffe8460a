import { run, Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from 'pino';
import type { DbPool } from '#server/db/handle.ts';

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

/** Names and counts only: a job's payload may hold anything ([PR4]). */
function asWorkerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    const error = (meta as { error?: unknown } | undefined)?.error;
    if (level === 'error') logger.error({ err: error }, 'a job failed');
    else if (level === 'warning') logger.warn({ err: error }, message.slice(0, 80));
  });
}
