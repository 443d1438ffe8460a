import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readMigrations } from '#server/db/migration-files.ts';
import { asFolderError } from './folder-error.ts';
import type { FolderMarker } from './format.ts';
import { assertFolderNotNewer } from './format.ts';
import { describeHolder, lockHolder } from './hub-lock.ts';

export type FolderReport = {
  readonly marker: FolderMarker | undefined;
  /** Who runs on it now, in words. */
  readonly holder: string | undefined;
  readonly freeBytes: number;
};

/**
 * Looks at a data folder, or where it would be made, without changing anything.
 * Errors: as `openDatabase`, as far as they can be foreseen.
 */
export async function inspectDataFolder(folder: string, version: string): Promise<FolderReport> {
  const existing = await nearestExisting(folder);
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(existing);
    const marker = await assertFolderNotNewer(folder, { schema: (await readMigrations()).length, version });
    const holder = await lockHolder(folder);
    return { marker, holder: holder && describeHolder(holder), freeBytes: bavail * bsize };
  } catch (error) {
    throw asFolderError(error, folder);
  }
}

async function nearestExisting(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const stats = await stat(at).catch(() => undefined);
    if (stats || dirname(at) === at) return at;
  }
}
