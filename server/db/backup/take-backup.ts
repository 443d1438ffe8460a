import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { clientConfig, type DatabaseAddress, describeAddress } from '#server/db/connection.ts';
import { asFolderError } from '#server/db/data-folder/folder-error.ts';
import { asDatabaseError } from '#server/db/database-errors.ts';
import { AppError } from '#server/errors.ts';
import { type CopiedTable, quoted, sequencesOf, THREAD_HASHES } from './catalog.ts';
import { copyOut } from './copy.ts';
import { holdStill, type StillDatabase } from './hold-still.ts';
import { keepFile } from './kept-files.ts';
import {
  BACKUP_FORMAT,
  type BackupKeys,
  type KeptTable,
  keyPrint,
  MANIFEST_FILE,
  MANIFEST_SEAL,
  type Manifest,
  sealManifest,
} from './manifest.ts';
import { valueList } from './never-kept.ts';
import { keepObjects, type ObjectBytes } from './object-files.ts';
import { settle, sync } from './settle.ts';
import { readJobs } from './waiting-jobs.ts';

export type BackupOptions = {
  readonly folder: string;
  readonly version: string;
  readonly takenAt: Date;
  readonly keys: BackupKeys;
  /** Bytes of a file that an object store keeps; null when it has none. */
  readonly objectBytes: ObjectBytes;
  /** Hears of each table as it is kept; waited for. */
  readonly onTable?: (table: KeptTable) => void | Promise<void>;
  /** Hears of tables in the database that are none of ours: they are left out. */
  readonly onForeign?: (tables: readonly string[]) => void;
  /** Breaks it off with its reason; nothing of it stays. */
  readonly signal?: AbortSignal;
};

export type Backup = { readonly folder: string; readonly manifest: Manifest };

/**
 * Keeps everything of one moment in a new folder, while hubs go on working: one snapshot, read by one connection. The folder
 * appears whole, by a rename, or not at all. A migration waits until it is done ([decision 15](docs/decisions/0015-backup.md)).
 * Errors: `backup_folder_taken`; `backup_nothing` where there is no hub; `backup_broken`, `migration_failed` where what is there
 * could not be restored; `database_unreachable`; `disk_full`.
 */
export async function takeBackup(address: DatabaseAddress, options: BackupOptions): Promise<Backup> {
  const { folder } = options;
  if (await stat(folder).catch(() => null)) throw new AppError('backup_folder_taken', { details: { folder } });
  const partial = `${folder}.partial`;
  const client = new Client(clientConfig(address, 'tsunagi-backup'));
  client.on('error', () => undefined);
  const stop = () => void client.end().catch(() => undefined);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    // One that came before anybody listened is heard too.
    options.signal?.throwIfAborted();
    await rm(partial, { recursive: true, force: true });
    await client.connect();
    const still = await holdStill(client, address);
    if (still.foreign.length > 0) options.onForeign?.(still.foreign);
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(partial, { mode: 0o700 });
    const manifest = await keepAll(client, still, partial, options);
    await client.query('commit');
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const kept = { flag: 'wx', mode: 0o600 } as const;
    await writeFile(join(partial, MANIFEST_FILE), text, kept);
    await writeFile(join(partial, MANIFEST_SEAL), `${sealManifest(options.keys, text)}\n`, kept);
    await settle(partial);
    await rename(partial, folder);
    await sync(dirname(folder));
    return { folder, manifest };
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw options.signal?.aborted === true ? options.signal.reason : told(error, address, folder);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}

/** Whose fault it was: of the disk that is written to, or of the database. */
function told(error: unknown, address: DatabaseAddress, folder: string): unknown {
  const { syscall = '', path } = error as NodeJS.ErrnoException;
  const isOfDisk = path !== undefined || /^(write|fsync|close|rename)$/.test(syscall);
  return isOfDisk && !/^connect/.test(syscall)
    ? asFolderError(error, folder)
    : asDatabaseError(error, describeAddress(address));
}

async function keepAll(
  client: Client,
  { migrations, tables: own, hub }: StillDatabase,
  folder: string,
  options: BackupOptions,
): Promise<Manifest> {
  const { rows } = await client.query<{ postgres: string }>(`select current_setting('server_version') as postgres`);
  const tables: KeptTable[] = [];
  for (const table of own) {
    const kept = await keepTable(client, folder, table);
    tables.push(kept);
    await options.onTable?.(kept);
  }
  const threads = await keepFile(folder, 'threads.tsv.gz', copyOut(client, `copy (${THREAD_HASHES}) to stdout`));
  const jobs = await readJobs(client);
  return {
    product: 'tsunagi',
    format: BACKUP_FORMAT,
    version: options.version,
    takenAt: options.takenAt.toISOString(),
    postgres: rows[0]?.postgres ?? '',
    schema: migrations.length,
    migrations,
    keyPrint: keyPrint(options.keys),
    hub,
    tables,
    sequences: await sequencesOf(client),
    threads,
    jobs: jobs === null ? null : await keepFile(folder, 'jobs.ndjson.gz', Readable.from([Buffer.from(jobs)])),
    objects: await keepObjects(client, folder, options.objectBytes),
  };
}

async function keepTable(client: Client, folder: string, table: CopiedTable): Promise<KeptTable> {
  const { name } = table;
  const rows = copyOut(client, `copy (select ${valueList(table)} from public.${quoted(name)}) to stdout`);
  const kept = await keepFile(folder, `tables/${name}.copy.gz`, rows);
  const { rows: counted } = await client.query<{ count: string }>(
    `select count(*) as count from public.${quoted(name)}`,
  );
  return { ...kept, name, columns: [...table.columns], rows: Number(counted[0]?.count ?? 0) };
}
