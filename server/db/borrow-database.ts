import { join } from 'node:path';
import { lockHolder } from './data-folder/hub-lock.ts';
import type { DatabaseLogger } from './database-logger.ts';
import { runningPostmaster } from './embedded/postmaster-file.ts';
import { embeddedAddress } from './embedded/start-server.ts';
import { assertMigrated } from './migrate.ts';
import type { DatabaseConfig, OpenDatabase } from './open-database.ts';
import { openDatabase } from './open-database.ts';

export type BorrowedDatabase = Pick<OpenDatabase, 'address' | 'kind' | 'stop'>;

/**
 * The database for one command beside the hub: a running hub's own, or, when none runs, opened for the time being.
 * Errors: those of `openDatabase`; `migration_failed` when the running hub is of another version.
 */
export async function borrowDatabase(config: DatabaseConfig, logger: DatabaseLogger): Promise<BorrowedDatabase> {
  if (config.databaseUrl === undefined && (await lockHolder(config.dataFolder))) {
    const server = await runningPostmaster(join(config.dataFolder, 'postgres'));
    if (server) {
      const address = embeddedAddress(server.socketFolder);
      await assertMigrated(address);
      return { address, kind: 'embedded', stop: async () => undefined };
    }
  }
  return openDatabase(config, logger);
}
