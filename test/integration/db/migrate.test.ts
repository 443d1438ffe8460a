import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { MIGRATION_LOCK, migrate } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { blankDatabase } from '#test/support/database.ts';
import { withClient } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const address = await blankDatabase();

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = join(await tempDir(), 'migrations');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Each test on a clean slate: the database is this file's own. */
async function fresh(): Promise<void> {
  await withClient(address, (client) => client.query('drop schema public cascade; create schema public'));
}

async function tables(): Promise<string[]> {
  return withClient(address, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    return rows.map(({ name }) => name);
  });
}

const ONE = { '0001-one.sql': 'create table one (id int);' };
const TWO = { ...ONE, '0002-two.sql': 'create table two (id int); insert into two values (1);' };

describe('migrations', () => {
  it('apply in order, and applying them again changes nothing', async () => {
    await fresh();
    const folder = await folderWith(TWO);
    await expect(migrate(address, { folder })).resolves.toEqual({
      applied: ['0001-one.sql', '0002-two.sql'],
      version: 2,
    });
    await expect(migrate(address, { folder })).resolves.toEqual({ applied: [], version: 2 });
    expect(await tables()).toEqual(['one', 'schema_migrations', 'two']);
  });

  it('wait for each other: of eight starters one applies, seven find nothing to do', async () => {
    await fresh();
    const folder = await folderWith({ ...ONE, '0002-slow.sql': 'select pg_sleep(0.3); create table slow (id int);' });
    const reports = await Promise.all(Array.from({ length: 8 }, () => migrate(address, { folder })));
    expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('wait for a backup, and say so; what is at this version already waits for nothing', async () => {
    await fresh();
    const folder = await folderWith(TWO);
    const onWait = vi.fn();
    const waiting = new Promise<void>((done) => onWait.mockImplementation(() => done()));
    await withClient(address, async (backup) => {
      await backup.query('select pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
      const report = migrate(address, { folder, onWait });
      await Promise.race([waiting, report]);
      expect(await tables()).toEqual([]);
      await backup.query('select pg_advisory_unlock_shared($1)', [MIGRATION_LOCK]);
      await expect(report).resolves.toMatchObject({ version: 2 });
      await backup.query('select pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
      await expect(migrate(address, { folder, onWait })).resolves.toMatchObject({ applied: [] });
    });
    expect(onWait).toHaveBeenCalledOnce();
  });

  it('leave nothing of a file that fails half way, and say its line', async () => {
    await fresh();
    const folder = await folderWith({
      ...ONE,
      '0002-bad.sql': 'create table half (id int);\nselect wrong from nowhere;\n',
    });
    await expect(migrate(address, { folder })).rejects.toMatchObject({
      code: 'migration_failed',
      details: { reason: expect.stringMatching(/^0002-bad\.sql, line 2: .*nowhere.* \(42P01\)$/) },
    });
    expect(await tables()).toEqual(['one', 'schema_migrations']);
    // Repaired, it goes on from where it was.
    await expect(migrate(address, { folder: await folderWith(TWO) })).resolves.toMatchObject({
      applied: ['0002-two.sql'],
    });
  });

  it('refuse a file that was edited after it was applied, naming both', async () => {
    await fresh();
    await migrate(address, { folder: await folderWith(ONE) });
    const edited = await folderWith({ '0001-one.sql': 'create table one (id bigint);' });
    await expect(migrate(address, { folder: edited })).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(
        /0001-one\.sql \(checksum [0-9a-f]{12}\).*0001-one\.sql \(checksum [0-9a-f]{12}\)/,
      ),
    });
  });

  it('are the same on a checkout with Windows line ends', async () => {
    await fresh();
    await migrate(address, { folder: await folderWith({ '0001-one.sql': 'create table one (\n  id int\n);\n' }) });
    const windows = await folderWith({ '0001-one.sql': 'create table one (\r\n  id int\r\n);\r\n' });
    await expect(migrate(address, { folder: windows })).resolves.toMatchObject({ applied: [] });
  });

  it('refuse a database that is newer than they are, naming both, and change nothing', async () => {
    await fresh();
    await migrate(address, { folder: await folderWith(TWO) });
    await expect(migrate(address, { folder: await folderWith(ONE) })).rejects.toMatchObject({
      code: 'data_folder_newer',
      details: { found: 'schema 2 (0002-two.sql)', expected: 'schema 1' },
    });
    expect(await tables()).toContain('two');
  });

  it.each([
    ['a number used twice', { ...ONE, '0001-other.sql': 'select 1;' }, /0001-other\.sql found where number 0002/],
    ['a gap', { ...ONE, '0003-three.sql': 'select 1;' }, /0003-three\.sql found where number 0002/],
    ['a name of another form', { '1-one.sql': 'select 1;' }, /1-one\.sql is not named NNNN-name\.sql/],
  ])('refuse %s before they touch anything', async (_, files, message) => {
    await expect(readMigrations(await folderWith(files))).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(message),
    });
  });

  it('of this program apply to an empty database', async () => {
    await fresh();
    const files = await readMigrations();
    await expect(migrate(address)).resolves.toEqual({ applied: files.map(({ name }) => name), version: files.length });
  });
});
