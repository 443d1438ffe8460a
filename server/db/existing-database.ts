import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#server/errors.ts';
import type { BorrowedDatabase } from './borrow-database.ts';
import { lockHolder } from './data-folder/hub-lock.ts';
import type { DatabaseLogger } from './database-logger.ts';
import { runningPostmaster } from './embedded/postmaster-file.ts';
import { embeddedAddress } from './embedded/start-server.ts';
import { type DatabaseConfig, openDatabase } from './open-database.ts';

const LOOK_EVERY_MS = 200;
/** A hub that starts or stops on the same folder is waited for so long. */
const MOST_MS = 60_000;

/**
 * The database of a hub that is there, at whatever schema it is: nothing is made and nothing migrated. Where a hub starts or stops
 * on the folder at this moment, it is waited for.
 * Errors: `backup_nothing` where there is none; those of `openDatabase`.
 */
export async function existingDatabase(config: DatabaseConfig, logger: DatabaseLogger): Promise<BorrowedDatabase> {
  const { databaseUrl, dataFolder } = config;
  if (databaseUrl !== undefined) {
    return { address: { connectionString: databaseUrl }, kind: 'own', stop: async () => undefined };
  }
  const cluster = join(dataFolder, 'postgres');
  for (const until = performance.now() + MOST_MS; ; await sleep(LOOK_EVERY_MS)) {
    const isLate = performance.now() > until;
    const isHeld = (await lockHolder(dataFolder)) !== undefined;
    const server = isHeld ? await runningPostmaster(cluster) : undefined;
    if (server?.state === 'ready') {
      return { address: embeddedAddress(server.socketFolder), kind: 'embedded', stop: async () => undefined };
    }
    if (isHeld && !isLate) continue;
    await access(join(cluster, 'PG_VERSION')).catch((cause: unknown) => {
      const details = { where: dataFolder, found: 'no database' };
      throw new AppError('backup_nothing', { cause, details });
    });
    try {
      return await openDatabase(config, logger, { prepare: async () => null });
    } catch (error) {
      // A hub was faster.
      if (isLate || !(error instanceof AppError) || error.code !== 'data_folder_in_use') throw error;
    }
  }
}
