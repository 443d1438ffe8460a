import type { DatabaseAddress } from './connection.ts';
import { asFolderError } from './data-folder/folder-error.ts';
import { assertFolderNotNewer, writeMarker } from './data-folder/format.ts';
import { lockDataFolder } from './data-folder/hub-lock.ts';
import { assertDurable } from './database-checks.ts';
import type { DatabaseLogger } from './database-logger.ts';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { type MigrationReport, migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';

export type DatabaseConfig = {
  /** A PostgreSQL of one's own; without it the hub runs one in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
  /** The program's version, for the data folder's marker. */
  readonly version: string;
};

export type OpenDatabase = {
  readonly address: DatabaseAddress;
  readonly kind: 'embedded' | 'own';
  /** Tells whoever finds the data folder taken where this hub listens. */
  announce(url: string): Promise<void>;
  /** Stops the embedded server and gives the folder back; of a database of one's own there is nothing to stop. */
  stop(): Promise<void>;
};

type Options = {
  /** The embedded server ended and could not be started again: the hub had better stop. */
  readonly onLost?: (error: unknown) => void;
  /**
   * Makes the database of this version; applies what is missing by default. A restore fills it besides. Null: it was left as it
   * is, and the folder is not said to be of this version.
   */
  readonly prepare?: (address: DatabaseAddress) => Promise<MigrationReport | null>;
};

/**
 * The hub's database, checked, migrated and ready. What can be refused is refused before anything is changed.
 * Errors: `data_folder_in_use`, `data_folder_newer`, `data_folder_unusable`, `disk_full`, `database_unreachable`,
 * `database_too_old`, `database_unsafe`, `migration_failed`.
 */
export async function openDatabase(
  config: DatabaseConfig,
  logger: DatabaseLogger,
  options: Options = {},
): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openOwn({ connectionString: config.databaseUrl }, logger, options);
  return openEmbedded(config, logger, options);
}

/** A hub that waits does not listen yet: its log says why. */
const migrateTelling =
  (logger: DatabaseLogger) =>
  (address: DatabaseAddress): Promise<MigrationReport> =>
    migrate(address, {
      onWait: () => logger.info({}, 'a backup, or a migration by another hub, has to end before this one starts'),
    });

async function openOwn(
  address: DatabaseAddress,
  logger: DatabaseLogger,
  { prepare = migrateTelling(logger) }: Options,
): Promise<OpenDatabase> {
  const { version } = await assertDurable(address);
  const report = await prepare(address);
  logger.info({ version, applied: report?.applied ?? [] }, 'database is ready');
  return { address, kind: 'own', announce: async () => undefined, stop: async () => undefined };
}

async function openEmbedded(
  config: DatabaseConfig,
  logger: DatabaseLogger,
  { prepare = migrateTelling(logger), ...options }: Options,
): Promise<OpenDatabase> {
  const folder = config.dataFolder;
  const lock = await lockDataFolder(folder);
  try {
    const own = { schema: (await readMigrations()).length, version: config.version };
    const before = await assertFolderNotNewer(folder, own);
    const server = await startEmbeddedPostgres({ dataFolder: folder, logger, ...options });
    try {
      const { version } = await assertDurable(server.address);
      const report = await prepare(server.address);
      const isMarked = before?.schema === own.schema && before.version === own.version;
      if (report !== null && !isMarked) await writeMarker(folder, own);
      logger.info({ version, applied: report?.applied ?? [], folder, adopted: server.adopted }, 'database is ready');
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      address: server.address,
      kind: 'embedded',
      announce: lock.announce,
      stop: async () => {
        await server.stop().finally(lock.release);
      },
    };
  } catch (error) {
    await lock.release();
    throw asFolderError(error, folder);
  }
}
