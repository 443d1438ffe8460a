import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { lockDataFolder } from '#server/db/data-folder/hub-lock.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import { binariesIn, packagedBinaries } from '#server/db/embedded/binaries.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';

export type Engine = 'embedded' | 'debian';

/** A PostgreSQL of one run's own, that may be killed: a supervisor starts it again, as it does under a hub. */
export type OwnCluster = {
  readonly address: DatabaseAddress;
  /** `kill -9` of the postmaster; resolves when it answers again. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const DEBIAN_BINARIES = '/usr/lib/postgresql/15/bin';
const MAX_CONNECTIONS = 120;

export async function startCluster(engine: Engine): Promise<OwnCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-faults-'));
  await chmod(folder, 0o711);
  const lock = await lockDataFolder(folder);
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    logger: silentLogger,
    binaries: engine === 'debian' ? await binariesIn(DEBIAN_BINARIES) : await packagedBinaries(),
    database: 'faults',
    maxConnections: MAX_CONNECTIONS,
  });
  await migrate(server.address);
  return {
    address: server.address,
    async crash() {
      const before = server.pid();
      process.kill(before, 'SIGKILL');
      while (server.pid() === before) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async close() {
      await server.stop();
      await lock.release();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export const hasDebianPostgres = (): Promise<boolean> =>
  access(DEBIAN_BINARIES).then(
    () => true,
    () => false,
  );
