import type { Client } from 'pg';
import { type DatabaseAddress, describeAddress } from '#server/db/connection.ts';
import { MIGRATION_LOCK } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { AppError } from '#server/errors.ts';
import { BACKUP_LOCK } from './backup-lock.ts';
import { appliedMigrations, type CopiedTable, queueTablesOf, quoted, SAME_TEXT, tablesOf } from './catalog.ts';
import { assertOurs } from './open-backup.ts';
import { compareTables, ownTables, tablesMadeBy } from './own-tables.ts';

export type StillDatabase = {
  readonly migrations: Awaited<ReturnType<typeof appliedMigrations>>;
  /** What there is to keep. */
  readonly tables: readonly CopiedTable[];
  /** Tables in the same schema that are somebody else's. */
  readonly foreign: readonly string[];
  /** When its workspace was made. */
  readonly hub: string;
};

/**
 * Begins a read-only transaction of one moment in which no table can change its shape. Every table is locked BEFORE the snapshot is
 * taken: one that is rewritten after it would be empty to it, and everything would agree. The advisory locks make migrations wait
 * outside, before they ask for tables that others then queue for, and keep files in an object store ([SY7]).
 * Errors: `backup_nothing` without a hub; `backup_broken`, `migration_failed` for what could not be restored.
 */
export async function holdStill(client: Client, address: DatabaseAddress): Promise<StillDatabase> {
  await client.query('set statement_timeout = 0; set lock_timeout = 0');
  await client.query(`select pg_advisory_lock_shared(${MIGRATION_LOCK}), pg_advisory_lock_shared(${BACKUP_LOCK})`);
  const migrations = await appliedMigrations(client);
  if (migrations.length === 0) throw nothing(address, 'no tables of a hub');
  const { tables, foreign } = await tablesHere(client, migrations);
  const locked = [...tables.map(({ name }) => `public.${quoted(name)}`), ...(await queueTablesOf(client))];
  await client.query('begin isolation level repeatable read read only');
  await client.query(SAME_TEXT);
  await client.query(`lock table ${locked.join(', ')} in access share mode`);
  // The first that reads takes the snapshot: from here on it is one moment, and of the shape that was looked at.
  const { rows } = await client.query<{ hub: string }>('select created_at::text as hub from public.workspace');
  const [workspace] = rows;
  if (workspace === undefined) throw nothing(address, 'an empty database');
  const now = await tablesHere(client, migrations);
  if (JSON.stringify(now.tables) !== JSON.stringify(tables)) throw broken('its tables changed as it began');
  return { migrations, tables, foreign, hub: workspace.hub };
}

/**
 * What a restore would refuse is refused now: other migrations than ours and, at this version's schema, other tables. Of an older
 * schema the tables are known and their columns are not.
 */
async function tablesHere(
  client: Client,
  migrations: StillDatabase['migrations'],
): Promise<Pick<StillDatabase, 'tables' | 'foreign'>> {
  const ours = await readMigrations();
  assertOurs(migrations, ours);
  const found = await tablesOf(client);
  if (migrations.length !== ours.length) {
    const made = tablesMadeBy(ours.slice(0, migrations.length));
    const tables = found.filter(({ name }) => made.has(name));
    return { tables, foreign: found.filter(({ name }) => !made.has(name)).map(({ name }) => name) };
  }
  const { tables, foreign, fault } = compareTables(found, await ownTables());
  if (fault !== null) throw broken(fault);
  return { tables, foreign };
}

const nothing = (address: DatabaseAddress, found: string): AppError =>
  new AppError('backup_nothing', { details: { where: describeAddress(address), found } });
const broken = (reason: string): AppError => new AppError('backup_broken', { details: { reason } });
