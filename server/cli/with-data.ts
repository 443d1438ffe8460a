import { v7 } from 'uuid';
import { openBlobStore } from '#server/blobs/open-blob-store.ts';
import type { ConfigOptions } from '#server/config.ts';
import { readConfig } from '#server/config.ts';
import { borrowDatabase } from '#server/db/borrow-database.ts';
import { openPool } from '#server/db/pool.ts';
import type { Deps } from '#server/deps.ts';
import { createLogger } from '#server/observability/logger.ts';
import { vaultKey } from '#server/vault/key-file.ts';
import { createVault } from '#server/vault/vault.ts';
import { VERSION } from '#server/version.ts';
import { systemClock } from '#shared/lib/clock.ts';

/** What a command has of the hub: everything but pushing, for nobody is connected to it. */
export type CommandData = Omit<Deps, 'publisher'>;

const POOL_SIZE = 4;

/**
 * Runs a command's work on the hub's data, whether a hub is running or not, and gives everything back. Clients of a
 * running hub are not told of what the work changes. A long statement is not cut off.
 */
export async function withData<T>(options: ConfigOptions, work: (data: CommandData) => Promise<T>): Promise<T> {
  const config = readConfig(options);
  // Only what goes wrong: stdout and the terminal belong to the command.
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const borrowed = await borrowDatabase({ ...config, version: VERSION }, logger);
  try {
    const { db, pool, close } = openPool(borrowed.address, {
      max: POOL_SIZE,
      statementTimeoutMs: 0,
      applicationName: 'tsunagi-cli',
    });
    try {
      return await work({
        db,
        pool,
        clock: systemClock,
        ids: { next: () => v7() },
        logger,
        blobs: openBlobStore(config, db, systemClock),
        vault: createVault(await vaultKey(config.secretKey, config.dataFolder)),
        publicUrl: config.publicUrl ?? null,
      });
    } finally {
      await close();
    }
  } finally {
    await borrowed.stop();
  }
}
