import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '#server/db/data-folder/processes.ts';
import type { DatabaseLogger } from '#server/db/database-logger.ts';
import type { ServerPlan } from './start-server.ts';
import { startServer } from './start-server.ts';
import { signal, stopServer } from './stop-server.ts';

export type RunningServer = { readonly pid: number };

export type Keeper = { pid(): number; stop(): Promise<void> };

type KeeperOptions = {
  readonly plan: ServerPlan;
  readonly logger: DatabaseLogger;
  readonly onLost: ((error: unknown) => void) | undefined;
};

/** An adopted server is no child of ours, so its end has to be looked for. */
const WATCH_MS = 500;
const RESTART_DELAYS_MS = [0, 500, 1_000, 2_000, 5_000];

/** Watches a server and starts it again when it ends by itself, until `stop`. */
export function keepRunning(first: RunningServer, { plan, logger, onLost }: KeeperOptions): Keeper {
  let current = first;
  let stopping = false;
  let restart: Promise<void> | undefined;

  async function startAgain(): Promise<void> {
    let last: unknown;
    for (const delay of RESTART_DELAYS_MS) {
      await sleep(delay);
      if (stopping) return;
      try {
        current = await startServer(plan);
        logger.info({ pid: current.pid }, 'database is running again');
        return;
      } catch (error) {
        last = error;
        logger.error({ error: String(error) }, 'database could not be started again');
      }
    }
    onLost?.(last);
  }

  const watch = setInterval(() => {
    if (stopping || restart || isRunning(current.pid)) return;
    logger.error({ pid: current.pid }, 'database ended by itself; starting it again');
    restart = startAgain().finally(() => {
      restart = undefined;
    });
  }, WATCH_MS);
  watch.unref();
  // A hub that leaves without stopping (a fault, process.exit) still asks its database to stop.
  const lastWish = () => signal(current.pid, 'SIGINT');
  process.once('exit', lastWish);

  return {
    pid: () => current.pid,
    async stop() {
      stopping = true;
      clearInterval(watch);
      await restart;
      process.off('exit', lastWish);
      await stopServer(current.pid, logger);
    },
  };
}
