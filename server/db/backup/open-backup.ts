import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrations } from '#server/db/migration-files.ts';
import { AppError } from '#server/errors.ts';
import { faultOf } from './kept-files.ts';
import {
  type BackupKeys,
  isSealedBy,
  keyPrint,
  MANIFEST_FILE,
  MANIFEST_SEAL,
  type Manifest,
  parseManifest,
} from './manifest.ts';

export type OpenOptions = {
  /** The key of the hub that takes it over; null while it has none. */
  readonly keys: BackupKeys | null;
  /** Take it although its secrets were sealed by another key: channels' secrets have to be entered again. */
  readonly otherKey: boolean;
};

export type OpenedBackup = {
  readonly folder: string;
  readonly manifest: Manifest;
  /** What is sealed in it does not open with the key of the hub that takes it over. */
  readonly isOtherKey: boolean;
};

const broken = (folder: string, reason: string) => new AppError('backup_broken', { details: { folder, reason } });

/**
 * Reads a backup and proves it before anything is done with it: whole, unchanged, of a version that this program knows, of
 * this hub's key. Errors: `backup_broken`, `backup_other_key`, `data_folder_newer`, `migration_failed`.
 */
export async function openBackup(folder: string, { keys, otherKey }: OpenOptions): Promise<OpenedBackup> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null);
  if (text === null) throw broken(folder, `there is no ${MANIFEST_FILE}: it is no backup, or not a whole one`);
  const manifest = parseManifest(text);
  if (manifest === null) throw broken(folder, `its ${MANIFEST_FILE} is not of a format that this version reads`);
  const isOurs = keys !== null && keyPrint(keys) === manifest.keyPrint;
  if (!isOurs && !otherKey) throw new AppError('backup_other_key', { details: { folder } });
  const seal = await readFile(join(folder, MANIFEST_SEAL), 'utf8').catch(() => '');
  if (isOurs && !isSealedBy(keys, text, seal)) throw broken(folder, `${MANIFEST_FILE} was changed`);
  await assertKnown(folder, manifest);
  const { tables, threads, jobs } = manifest;
  for (const file of [...tables, threads, ...(jobs === null ? [] : [jobs])]) {
    const fault = await faultOf(folder, file);
    if (fault !== null) throw broken(folder, fault);
  }
  return { folder, manifest, isOtherKey: !isOurs };
}

/** Its migrations are the first of ours, to the letter. */
async function assertKnown(folder: string, { schema, version, migrations }: Manifest): Promise<void> {
  const ours = await readMigrations();
  if (schema > ours.length) {
    const details = { folder, found: `${version} (schema ${schema})`, expected: `schema ${ours.length}` };
    throw new AppError('data_folder_newer', { details });
  }
  assertOurs(migrations, ours);
}

type Migration = { readonly name: string; readonly checksum: string };

/** As far as both go, one is the other to the letter. Error: `migration_failed`. */
export function assertOurs(migrations: readonly Migration[], ours: readonly Migration[]): void {
  for (const [index, own] of ours.entries()) {
    const found = migrations[index];
    if (found === undefined || (found.name === own.name && found.checksum === own.checksum)) continue;
    const reason = `the data were migrated with ${found.name} and this version has another ${own.name}`;
    throw new AppError('migration_failed', { details: { reason } });
  }
}
