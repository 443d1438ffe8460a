import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { clientConfig } from '#server/db/connection.ts';
import { lockDataFolder, lockHolder } from '#server/db/data-folder/hub-lock.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import { binariesIn, packagedBinaries } from '#server/db/embedded/binaries.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { runningPostmaster } from '#server/db/embedded/postmaster-file.ts';
import { stopServer } from '#server/db/embedded/stop-server.ts';
import { migrate } from '#server/db/migrate.ts';
import { processesIn } from './leak-check.ts';
import { makeTempDir, removeDir } from './temp-dir.ts';

/** What test files learn of the cluster: see database.ts, which is how they use it. */
export type TestCluster = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The migrated database that each test file's own is copied from. */
  readonly template: string;
};

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

const PREFIX = 'tsunagi-cluster-';
const TEMPLATE = 'tsunagi_template';
const DEBIAN_BINARIES = '/usr/lib/postgresql/15/bin';
const MAX_CONNECTIONS = 200;
/** Another run has made its folder but not yet locked it. */
const JUST_STARTING_MS = 60_000;

type Shared = { users: number; starting: Promise<{ cluster: TestCluster; stop(): Promise<void> }> };
const holder = globalThis as { tsunagiTestCluster?: Shared | undefined };

/** One cluster per run, however many projects ask: the first one starts it, the last one stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.tsunagiTestCluster ??= { users: 0, starting: startCluster() };
  const shared = holder.tsunagiTestCluster;
  shared.users += 1;
  const { cluster, stop } = await shared.starting;
  project.provide('cluster', cluster);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    holder.tsunagiTestCluster = undefined;
    await stop();
  };
}

async function startCluster(): Promise<{ cluster: TestCluster; stop(): Promise<void> }> {
  await sweepAbandoned();
  const folder = await makeTempDir(PREFIX);
  const lock = await lockDataFolder(folder);
  const onDebian = process.env['TSUNAGI_TEST_POSTGRES'] === 'debian';
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    logger: silentLogger,
    binaries: onDebian ? await binariesIn(DEBIAN_BINARIES) : await packagedBinaries(),
    database: TEMPLATE,
    maxConnections: MAX_CONNECTIONS,
  });
  await migrate(server.address);
  await closeToVisitors(server.address);
  const { host, port, user } = server.address as { host: string; port: number; user: string };
  return {
    cluster: { host, port, user, template: TEMPLATE },
    async stop() {
      await server.stop();
      const left = processesIn(folder);
      await lock.release();
      await removeDir(folder);
      if (left.length > 0) throw new Error(`the test cluster left processes behind: ${left.join(', ')}`);
    },
  };
}

/** A template somebody is connected to cannot be copied. */
async function closeToVisitors(address: DatabaseAddress): Promise<void> {
  const client = new Client(
    clientConfig({ ...address, database: 'postgres' } as DatabaseAddress, 'tsunagi-test-admin'),
  );
  await client.connect();
  await client.query(`alter database ${TEMPLATE} allow_connections false`);
  await client.end();
}

/** Clusters of runs that were killed are stopped and removed by the next run. */
async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    const age = Date.now() - (await stat(folder).then(({ mtimeMs }) => mtimeMs, Date.now));
    if (age < JUST_STARTING_MS || (await lockHolder(folder))) continue;
    const postmaster = await runningPostmaster(join(folder, 'postgres'));
    if (postmaster) await stopServer(postmaster.pid, silentLogger);
    await removeDir(folder);
  }
}
