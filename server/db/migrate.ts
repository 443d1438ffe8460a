import { Client } from 'pg';
import { AppError } from '#server/errors.ts';
import type { DatabaseAddress } from './connection.ts';
import { clientConfig, describeAddress } from './connection.ts';
import { asDatabaseError } from './database-errors.ts';
import type { MigrationFile } from './migration-files.ts';
import { readMigrations } from './migration-files.ts';

export type MigrationReport = { readonly applied: readonly string[]; readonly version: number };

type MigrateOptions = {
  readonly folder?: string;
  /** The last one to apply: for a backup, which is read as it was written and then brought to this version. */
  readonly upTo?: number;
  /** A backup, or another hub's migration, has to end first: that may take hours. */
  readonly onWait?: () => void;
};

type AppliedRow = { number: number; name: string; checksum: string };

/**
 * Any fixed number will do, as long as no other program on the database takes the same advisory lock. A backup shares it: a
 * migration waits for it here, before it has asked for any table that others then queue for.
 */
export const MIGRATION_LOCK = 7_386_411;

/**
 * Brings a database to this version: each file in a transaction of its own with its record, all under one lock, so
 * that of two hubs that start together one waits and then finds nothing to do. Running it again changes nothing.
 *
 * Errors: `migration_failed` when a file fails (it is rolled back whole) or an applied one was edited since;
 * `data_folder_newer` when the database has migrations that this version does not know; `database_unreachable`.
 */
export async function migrate(address: DatabaseAddress, options: MigrateOptions = {}): Promise<MigrationReport> {
  const files = (await readMigrations(options.folder)).slice(0, options.upTo);
  const client = new Client(clientConfig(address, 'tsunagi-migrate'));
  // A connection that breaks fails the query under way; without a listener it would also end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // One that is at this version already has nothing to wait for.
    if ((await countApplied(client)) < files.length) {
      await lockMigrations(client, options.onWait);
    }
    return await applyPending(client, files, describeAddress(address));
  } catch (error) {
    throw asDatabaseError(error, describeAddress(address));
  } finally {
    // Ending the session is what gives the lock back, also when a query broke.
    await client.end().catch(() => undefined);
  }
}

/**
 * Whether a database is exactly of this version, changing nothing: for commands beside a hub that is running.
 * Error: `migration_failed`, naming both versions.
 */
export async function assertMigrated(address: DatabaseAddress): Promise<void> {
  const expected = (await readMigrations()).length;
  const client = new Client(clientConfig(address, 'tsunagi-check'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ found: number | null }>('select max(number) as found from schema_migrations');
    const found = rows[0]?.found ?? 0;
    if (found === expected) return;
    const reason = `the hub that is running has schema ${found} and this program ${expected}; stop it and start this one`;
    throw new AppError('migration_failed', { details: { reason } });
  } catch (error) {
    throw asDatabaseError(error, describeAddress(address));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lockMigrations(client: Client, onWait: (() => void) | undefined): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [MIGRATION_LOCK]);
  if (rows[0]?.got === true) return;
  onWait?.();
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
}

async function countApplied(client: Client): Promise<number> {
  const { rows: found } = await client.query(`select where to_regclass('schema_migrations') is not null`);
  if (found.length === 0) return 0;
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from schema_migrations');
  return rows[0]?.count ?? 0;
}

async function applyPending(client: Client, files: MigrationFile[], where: string): Promise<MigrationReport> {
  await client.query(`create table if not exists schema_migrations (
    number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
  )`);
  const { rows } = await client.query<AppliedRow>(
    'select number, name, checksum from schema_migrations order by number',
  );
  rows.forEach((row, index) => {
    assertSame(row, files[index], { where, newestKnown: files.length, newestApplied: rows.at(-1)?.number ?? 0 });
  });
  const applied: string[] = [];
  for (const file of files.slice(rows.length)) {
    await applyOne(client, file);
    applied.push(file.name);
  }
  return { applied, version: files.length };
}

type Versions = { where: string; newestKnown: number; newestApplied: number };

function assertSame(row: AppliedRow, file: MigrationFile | undefined, versions: Versions): void {
  if (!file) {
    throw new AppError('data_folder_newer', {
      details: {
        folder: versions.where,
        found: `schema ${versions.newestApplied} (${row.name})`,
        expected: `schema ${versions.newestKnown}`,
      },
    });
  }
  if (row.name === file.name && row.checksum === file.checksum) return;
  throw new AppError('migration_failed', {
    details: {
      reason:
        `the database was migrated with ${row.name} (checksum ${row.checksum.slice(0, 12)}), but this version has ` +
        `${file.name} (checksum ${file.checksum.slice(0, 12)}); an applied migration must never be edited, add a new one`,
    },
  });
}

async function applyOne(client: Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin');
    await client.query(file.sql);
    await client.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw migrationError(error, file);
  }
}

function migrationError(error: unknown, file: MigrationFile): unknown {
  const { code, message, position } = error as { code?: string; message: string; position?: string };
  // What has a code of its own (disk full, connection lost) keeps it; class 53 and 08 are no fault of the file.
  if (code === undefined || code.startsWith('53') || code.startsWith('08') || code.startsWith('57')) return error;
  const line = position ? `, line ${file.sql.slice(0, Number(position)).split('\n').length}` : '';
  return new AppError('migration_failed', {
    cause: error,
    details: { reason: `${file.name}${line}: ${message} (${code})` },
  });
}
