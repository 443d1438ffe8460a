import { join, resolve } from 'node:path';
import { z } from 'zod';
import { s3Objects } from '#server/blobs/s3/s3-objects.ts';
import { type ConfigOptions, readConfig } from '#server/config.ts';
import { backupKeys } from '#server/db/backup/backup-keys.ts';
import { type Backup, takeBackup } from '#server/db/backup/take-backup.ts';
import { existingDatabase } from '#server/db/existing-database.ts';
import { AppError } from '#server/errors.ts';
import { createLogger } from '#server/observability/logger.ts';
import { existingVaultKey } from '#server/vault/key-file.ts';
import { VERSION } from '#server/version.ts';
import type { CommonOptions } from './act.ts';
import { removeBrokenOff, removeOld } from './old-backups.ts';
import type { Output } from './output.ts';
import { readArgument } from './read-argument.ts';

type Options = ConfigOptions & CommonOptions & { readonly into?: string; readonly keep?: string };

/**
 * `tsunagi backup FOLDER`, or `--into FOLDER [--keep N]` for a timer: one moment of the hub's data, while it works on.
 * It makes nothing but the backup: no database, no key, no newer schema.
 */
export async function runBackup(output: Output, given: string | undefined, options: Options): Promise<undefined> {
  const takenAt = new Date();
  const keep = options.keep === undefined ? undefined : readKeep(options.keep);
  const folder = folderFor(given, options.into, takenAt);
  const began = performance.now();
  if (options.into !== undefined) await removeBrokenOff(options.into, takenAt);
  const backup = await takeHere(output, folder, takenAt, options);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const removed =
    options.into !== undefined && keep !== undefined ? await removeOld(options.into, keep, backup.manifest) : [];
  const { tables, schema, objects, jobs, threads } = backup.manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = [...tables, threads, ...(jobs === null ? [] : [jobs])].reduce((sum, file) => sum + file.bytes, 0);
  output.result(
    { folder, schema, rows, bytes, objects, seconds, removed },
    `${rows} rows of ${tables.length} tables in ${folder} (${(bytes / 1024 ** 2).toFixed(1)} MB, ${seconds} s)`,
  );
  return undefined;
}

async function takeHere(output: Output, folder: string, takenAt: Date, options: Options): Promise<Backup> {
  const config = readConfig(options);
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const key = await existingVaultKey(config.secretKey, config.dataFolder);
  const borrowed = await existingDatabase({ ...config, version: VERSION }, logger);
  // Asked to stop, it leaves nothing half made.
  const stopping = new AbortController();
  const stop = () => stopping.abort(new AppError('backup_stopped', { details: { folder } }));
  process.once('SIGTERM', stop).once('SIGINT', stop);
  try {
    if (key === null)
      throw new AppError('backup_no_key', { details: { where: join(config.dataFolder, 'secret.key') } });
    const objects = config.s3 === undefined ? null : s3Objects(config.s3);
    return await takeBackup(borrowed.address, {
      folder,
      takenAt,
      version: VERSION,
      keys: backupKeys(key),
      objectBytes: async (id, most) => (objects === null ? null : objects.get(id, most)),
      onTable: ({ name, rows }) => output.line(`  ${name}: ${rows}`),
      onForeign: (tables) => logger.warn({ tables }, 'tables that are not of the hub are left out'),
      signal: stopping.signal,
    });
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    await borrowed.stop();
  }
}

function readKeep(text: string): number {
  const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(10_000));
  return readArgument('--keep', text, schema, 'how many backups stay, from 1');
}

function folderFor(given: string | undefined, into: string | undefined, at: Date): string {
  if (given !== undefined && into === undefined) return resolve(given);
  if (given === undefined && into !== undefined) {
    return join(resolve(into), `tsunagi-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  }
  const found = given === undefined ? 'no folder' : 'FOLDER and --into';
  throw new AppError('bad_config', {
    details: { setting: 'FOLDER', found, expected: 'a new folder, or --into FOLDER' },
  });
}
