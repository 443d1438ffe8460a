import { AppError } from '#server/errors.ts';
import { databaseCode, isDatabaseGone } from './database-gone.ts';

const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/**
 * An error of the driver as one of ours, where it is about the database as a whole (gone, full); any other comes back
 * unchanged, for only the caller knows what a violated constraint means. `where` is shown to people.
 */
export function asDatabaseError(error: unknown, where: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = databaseCode(error);
  if (DISK_FULL.has(code)) return new AppError('disk_full', { cause: error, details: { folder: where } });
  if (isDatabaseGone(error)) {
    return new AppError('database_unreachable', { cause: error, details: { where, reason: error.message || code } });
  }
  return error;
}
