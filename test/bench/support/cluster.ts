import { join } from 'node:path';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { lockDataFolder } from '#server/db/data-folder/hub-lock.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { type Database, openPool } from '#server/db/pool.ts';
import { withClient } from '#test/support/leak-check.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';

export type BenchDatabase = Database & { readonly address: DatabaseAddress; readonly url: string };
export type BenchCluster = {
  /** A migrated, empty database on the cluster; both sides of a comparison share the server and nothing else. */
  readonly database: (name: string) => Promise<BenchDatabase>;
  readonly stop: () => Promise<void>;
};

/** A PostgreSQL of the benchmark's own, as durable as the hub's. */
export async function benchCluster(): Promise<BenchCluster> {
  const folder = await makeTempDir('tsunagi-bench-');
  const lock = await lockDataFolder(folder);
  const server = await startEmbeddedPostgres({ dataFolder: join(folder), logger: silentLogger, maxConnections: 100 });
  const { host, port, user } = server.address as { host: string; port: number; user: string };
  const opened: Database[] = [];
  return {
    async database(name) {
      await withClient(server.address, (client) => client.query(`create database ${name}`));
      const address = { host, port, user, database: name };
      await migrate(address);
      const database = openPool(address, { applicationName: 'bench' });
      opened.push(database);
      const url = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
      return { ...database, address, url };
    },
    async stop() {
      for (const database of opened) await database.close();
      await server.stop();
      await lock.release();
      await removeDir(folder);
    },
  };
}
