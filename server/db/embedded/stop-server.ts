import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '#server/db/data-folder/processes.ts';
import type { DatabaseLogger } from '#server/db/database-logger.ts';

/** PostgreSQL's "fast" stop ends sessions and writes everything out: normally a fraction of a second. */
const FAST_STOP_MS = 30_000;
/** Its "immediate" stop only ends its processes; nothing committed is lost, the next start recovers. */
const IMMEDIATE_STOP_MS = 10_000;
const POLL_MS = 10;

/** Stops a server and waits for its end, by gentler means first. After it no process of the server is left. */
export async function stopServer(pid: number, logger: DatabaseLogger): Promise<void> {
  signal(pid, 'SIGINT');
  if (await ends(pid, FAST_STOP_MS)) return;
  logger.warn({ pid }, `database did not stop within ${FAST_STOP_MS / 1000} s; stopping it at once, nothing is lost`);
  signal(pid, 'SIGQUIT');
  if (await ends(pid, IMMEDIATE_STOP_MS)) return;
  logger.error({ pid }, `database did not stop within ${IMMEDIATE_STOP_MS / 1000} s more; killing it, nothing is lost`);
  signal(pid, 'SIGKILL');
  await ends(pid, IMMEDIATE_STOP_MS);
}

/** Sends a signal; a process that has gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits for a process to end; false when it still runs after the time. */
export async function ends(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
