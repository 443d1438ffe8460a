import { Client } from 'pg';
import { clientConfig, type DatabaseAddress, describeAddress } from '#server/db/connection.ts';
import { asDatabaseError } from '#server/db/database-errors.ts';
import { type MigrationReport, migrate } from '#server/db/migrate.ts';
import { AppError } from '#server/errors.ts';
import {
  appliedMigrations,
  columnList,
  foreignKeysOf,
  quoted,
  SAME_TEXT,
  sequencesOf,
  THREAD_HASHES,
  tablesOf,
  triggeredTables,
} from './catalog.ts';
import { copyIn, copyOut } from './copy.ts';
import { openKept, sha256Of } from './kept-files.ts';
import type { KeptTable, Manifest } from './manifest.ts';
import { giveBackObjects, type PutObject } from './object-files.ts';
import type { OpenedBackup } from './open-backup.ts';
import { restoreJobs } from './restore-jobs.ts';
import { type StandAnew, standAnew } from './stand-anew.ts';

export type LoadOptions = Pick<StandAnew, 'pauseChannels' | 'signingKeys'> & {
  /** Where files go; null keeps them in the database. */
  readonly putObject: PutObject | null;
  /** Makes the tables of the queue. */
  readonly prepareJobs: (address: DatabaseAddress) => Promise<void>;
  readonly onTable?: (table: KeptTable) => void;
};

/**
 * Puts a backup into an empty database and brings it to this version. Nothing stays when something does not fit.
 * Errors: `restore_not_empty`, `backup_broken`, those of `migrate`, `database_unreachable`, `disk_full`.
 */
export async function loadBackup(
  address: DatabaseAddress,
  backup: OpenedBackup,
  options: LoadOptions,
): Promise<MigrationReport> {
  await loadAsTaken(address, backup, options);
  return migrate(address);
}

/**
 * The first half of it: everything at the schema it was taken with, its waiting jobs too, in one transaction. Every thread is
 * hashed again and has to be what it was. Errors: those of `loadBackup`.
 */
export async function loadAsTaken(address: DatabaseAddress, backup: OpenedBackup, options: LoadOptions): Promise<void> {
  const client = new Client(clientConfig(address, 'tsunagi-restore'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await assertEmpty(client, address, backup.manifest);
    await migrate(address, { upTo: backup.manifest.schema });
    await options.prepareJobs(address);
    await client.query('begin');
    await client.query(SAME_TEXT);
    await loadAll(client, backup, options);
    await client.query('commit');
  } catch (error) {
    throw asDatabaseError(error, describeAddress(address));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Empty is a database without tables, or with our tables and no workspace: a restore that broke off leaves such a one. */
async function assertEmpty(client: Client, address: DatabaseAddress, { schema }: Manifest): Promise<void> {
  const applied = await appliedMigrations(client);
  const tables = await tablesOf(client);
  const refused = (found: string) =>
    new AppError('restore_not_empty', { details: { where: describeAddress(address), found } });
  if (applied.length === 0) {
    if (tables.length > 0) throw refused(`${tables.length} tables`);
    return;
  }
  if (applied.length > schema) throw refused(`schema ${applied.length}`);
  for (const name of ['workspace', 'agent', 'customer']) {
    if (!tables.some((table) => table.name === name)) continue;
    const { rows } = await client.query(`select 1 from public.${quoted(name)} limit 1`);
    if (rows.length > 0) throw refused(`rows in ${name}`);
  }
}

async function loadAll(client: Client, backup: OpenedBackup, options: LoadOptions): Promise<void> {
  const { folder, manifest, isOtherKey } = backup;
  assertSameTables(await tablesOf(client), manifest.tables, folder);
  const [keys, triggered] = [await foreignKeysOf(client), await triggeredTables(client)];
  const alter = (table: string, what: string) => `alter table public.${quoted(table)} ${what};`;
  await client.query(
    [
      ...keys.map(({ table, name }) => alter(table, `drop constraint ${quoted(name)}`)),
      ...triggered.map((table) => alter(table, 'disable trigger user')),
    ].join('\n'),
  );
  await emptyAll(client, manifest.tables);
  for (const table of manifest.tables) {
    await loadTable(client, folder, table);
    options.onTable?.(table);
  }
  await assertSameThreads(client, folder, manifest);
  const sequences = new Set((await sequencesOf(client)).map(({ name }) => name));
  // One that is not here belonged to a table that was left out.
  for (const { name, last, called } of manifest.sequences.filter((sequence) => sequences.has(sequence.name))) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, last, called]);
  }
  await restoreJobs(client, backup);
  await giveBackObjects(client, folder, options.putObject);
  const { pauseChannels, signingKeys } = options;
  await standAnew(client, { pauseChannels, signingKeys, isOtherKey });
  // Foreign keys are checked whole as they come back: a row that points at nothing ends the restore.
  await client.query(
    [
      ...triggered.map((table) => alter(table, 'enable trigger user')),
      ...keys.map(({ table, name, definition }) => alter(table, `add constraint ${quoted(name)} ${definition}`)),
    ].join('\n'),
  );
}

/**
 * What the migrations put in is in the backup too, perhaps changed since. Nobody else writes from here on. Only tables that have
 * rows are emptied: each would be given new files.
 */
async function emptyAll(client: Client, tables: readonly KeptTable[]): Promise<void> {
  const names = tables.map(({ name }) => `public.${quoted(name)}`);
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
  const filled: string[] = [];
  for (const name of names) {
    const { rows } = await client.query(`select 1 from ${name} limit 1`);
    if (rows.length > 0) filled.push(name);
  }
  if (filled.length > 0) await client.query(`truncate ${filled.join(', ')}`);
}

function assertSameTables(
  here: readonly { name: string; columns: readonly string[] }[],
  kept: readonly KeptTable[],
  folder: string,
): void {
  const told = (tables: typeof here) => tables.map(({ name, columns }) => `${name}(${columns.join()})`).join(' ');
  if (told(here) === told(kept)) return;
  throw new AppError('backup_broken', { details: { folder, reason: 'its tables are not those of its schema' } });
}

async function loadTable(client: Client, folder: string, table: KeptTable): Promise<void> {
  const statement = `copy public.${quoted(table.name)} (${columnList(table)}) from stdin`;
  const rows = await copyIn(client, statement, openKept(folder, table));
  if (rows === table.rows) return;
  const reason = `${table.file} gave ${rows} rows and not ${table.rows}`;
  throw new AppError('backup_broken', { details: { folder, reason } });
}

/** [HO7] Item for item, as the text of every column: taken once from the snapshot and once from what was loaded. */
async function assertSameThreads(client: Client, folder: string, { threads }: Manifest): Promise<void> {
  if ((await sha256Of(copyOut(client, `copy (${THREAD_HASHES}) to stdout`))) === threads.textSha256) return;
  throw new AppError('backup_broken', { details: { folder, reason: 'threads are not what they were' } });
}
