import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { clientConfig } from '#server/db/connection.ts';
import { asFolderError } from '#server/db/data-folder/folder-error.ts';
import type { DatabaseLogger } from '#server/db/database-logger.ts';
import type { Binaries } from './binaries.ts';
import { packagedBinaries } from './binaries.ts';
import { ensureCluster } from './cluster-folder.ts';
import type { RunningServer } from './keep-running.ts';
import { keepRunning } from './keep-running.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { chooseRunAs } from './run-as.ts';
import { prepareSocketFolder, removeSocketFolder } from './socket-folder.ts';
import type { ServerPlan } from './start-server.ts';
import { embeddedAddress, HUB_DATABASE, startServer, waitUntilReady } from './start-server.ts';
import { ends, stopServer } from './stop-server.ts';

export type EmbeddedPostgres = {
  readonly address: DatabaseAddress;
  /** True when the server was already running, left by a hub that was killed. */
  readonly adopted: boolean;
  /** The server's process now; another one after a crash and restart. */
  pid(): number;
  /** Stops the server and waits for its end: no process of it is left. Safe to call twice. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Holds the cluster, the log and the socket. The caller holds the folder's lock. */
  readonly dataFolder: string;
  readonly logger: DatabaseLogger;
  readonly binaries?: Binaries;
  /** Made when missing. */
  readonly database?: string;
  readonly maxConnections?: number;
  /** The server ended by itself and could not be started again. */
  readonly onLost?: (error: unknown) => void;
};

const DEFAULT_MAX_CONNECTIONS = 60;
const STOPPING_MS = 40_000;

/**
 * Starts the database in a data folder, making it on the first start, and keeps it running: a server that a killed hub
 * left behind is adopted, one that crashes is started again. Durable settings, a socket only its user may open, no TCP.
 * Errors: `data_folder_unusable`, `data_folder_newer`, `disk_full`, `database_unreachable`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { logger, database = HUB_DATABASE, maxConnections = DEFAULT_MAX_CONNECTIONS } = options;
  try {
    await mkdir(options.dataFolder, { recursive: true, mode: 0o711 });
    const dataFolder = await realpath(options.dataFolder);
    const cluster = join(dataFolder, 'postgres');
    const orphan = await adopt(cluster, logger);
    const binaries = options.binaries ?? (await packagedBinaries());
    const runAs = await chooseRunAs(dataFolder, binaries.postgres, cluster);
    await ensureCluster(cluster, binaries, runAs);
    const socketFolder = orphan?.socketFolder ?? (await prepareSocketFolder(dataFolder, runAs));
    const plan: ServerPlan = { cluster, socketFolder, binaries, runAs, maxConnections };
    const first: RunningServer = orphan ?? (await startServer(plan));
    await ensureDatabase(socketFolder, database);
    const keeper = keepRunning(first, { plan, logger, onLost: options.onLost });
    let stopped: Promise<void> | undefined;
    return {
      address: embeddedAddress(socketFolder, database),
      adopted: orphan !== undefined,
      pid: () => keeper.pid(),
      stop() {
        stopped ??= keeper.stop().then(() => removeSocketFolder(dataFolder, socketFolder));
        return stopped;
      },
    };
  } catch (error) {
    throw asFolderError(error, options.dataFolder);
  }
}

/** The server a killed hub left on this cluster, once it answers; one that is stopping is waited for, not adopted. */
async function adopt(
  cluster: string,
  logger: DatabaseLogger,
): Promise<(RunningServer & { socketFolder: string }) | undefined> {
  const found = await runningPostmaster(cluster);
  if (!found) return undefined;
  if (found.state === 'stopping') {
    if (!(await ends(found.pid, STOPPING_MS))) await stopServer(found.pid, logger);
    return undefined;
  }
  if (!(await waitUntilReady(found.pid, found.socketFolder))) return undefined;
  logger.warn({ pid: found.pid }, 'adopted the database that a hub left running');
  return found;
}

async function ensureDatabase(socketFolder: string, name: string): Promise<void> {
  const client = new Client(clientConfig(embeddedAddress(socketFolder, 'postgres'), 'tsunagi-supervisor'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
