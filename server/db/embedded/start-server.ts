import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { clientConfig } from '#server/db/connection.ts';
import { unusableFolder } from '#server/db/data-folder/folder-error.ts';
import { isRunning } from '#server/db/data-folder/processes.ts';
import { AppError } from '#server/errors.ts';
import type { Binaries } from './binaries.ts';
import { DATABASE_USER } from './cluster-folder.ts';
import { forgetDeadServer } from './postmaster-file.ts';
import type { RunAs } from './run-as.ts';
import { spawnAs } from './run-as.ts';
import { openServerLog } from './server-log.ts';
import { forgetDeadSocket, SOCKET_PORT } from './socket-folder.ts';

export type ServerPlan = {
  readonly cluster: string;
  readonly socketFolder: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly maxConnections: number;
};

/** Recovery after a power cut reads back the log since the last checkpoint; a slow disk takes its time. */
const READY_TIMEOUT_MS = 120_000;
const READY_POLL_MS = 15;
/** Backends that outlive a killed server notice within moments; until then a new one refuses to start. */
const OUTLIVED_RETRIES = 20;
const OUTLIVED_RETRY_MS = 250;

/** The name of the hub's database in the embedded server. */
export const HUB_DATABASE = 'tsunagi';

const NO_SPACE = /No space left on device|Disk quota exceeded/;
const OUTLIVED = /pre-existing shared memory block|is still in use/;

/** Nothing on the network, nothing lost on a power cut, no customer's words in the log. */
function settings(plan: ServerPlan): string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: plan.socketFolder,
    unix_socket_permissions: '0700',
    port: String(SOCKET_PORT),
    max_connections: String(plan.maxConnections),
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // [PR4] statements and the details of their errors carry customers' data
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    logging_collector: 'off',
    log_destination: 'stderr',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts PostgreSQL and waits until it answers. Errors: `disk_full`, `data_folder_unusable`. */
export async function startServer(plan: ServerPlan): Promise<{ readonly pid: number }> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await tryStart(plan);
    if (typeof outcome !== 'string') return outcome;
    if (!OUTLIVED.test(outcome) || attempt >= OUTLIVED_RETRIES) throw startError(dirname(plan.cluster), outcome);
    await sleep(OUTLIVED_RETRY_MS);
  }
}

/** The child once it answers, or what it said before it ended. */
async function tryStart(plan: ServerPlan): Promise<{ readonly pid: number } | string> {
  if (await forgetDeadServer(plan.cluster)) await forgetDeadSocket(plan.socketFolder);
  const log = await openServerLog(dirname(plan.cluster));
  try {
    const args = ['-D', plan.cluster, ...settings(plan)];
    const child = spawnAs(plan.runAs, plan.binaries.postgres, args, ['ignore', log.fd, log.fd]);
    const spawned = await new Promise<Error | undefined>((resolve) => {
      child.once('spawn', () => resolve(undefined));
      child.once('error', resolve);
    });
    if (spawned) return `FATAL: ${spawned.message}`;
    const pid = child.pid ?? 0;
    // The server is stopped by name, not by the end of its parent: it must not hold the hub's process open.
    child.unref();
    return (await waitUntilReady(pid, plan.socketFolder)) ? { pid } : await log.since();
  } finally {
    await log.close();
  }
}

/** Waits until a server answers on its socket; false when it ends first. */
export async function waitUntilReady(pid: number, socketFolder: string): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (isRunning(pid)) {
    if (await answers(socketFolder)) return true;
    if (Date.now() > deadline) {
      throw new AppError('database_unreachable', {
        details: {
          where: socketFolder,
          reason: `process ${pid} runs but is not ready after ${READY_TIMEOUT_MS / 1000} s`,
        },
      });
    }
    await sleep(READY_POLL_MS);
  }
  return false;
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new Client(clientConfig(embeddedAddress(socketFolder, 'postgres'), 'tsunagi-supervisor'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A database of the embedded server whose socket is in that folder; the hub's own unless told. */
export function embeddedAddress(socketFolder: string, database: string = HUB_DATABASE): DatabaseAddress {
  return { host: socketFolder, port: SOCKET_PORT, user: DATABASE_USER, database };
}

function startError(folder: string, output: string): AppError {
  if (NO_SPACE.test(output)) return new AppError('disk_full', { details: { folder } });
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error/.test(line));
  const reason = lines.at(-1)?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? 'PostgreSQL ended without a word';
  return unusableFolder(folder, reason, `See ${folder}/postgres.log.`, new Error(output));
}
