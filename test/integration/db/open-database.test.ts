import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { describeAddress } from '#server/db/connection.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import { packagedBinaries } from '#server/db/embedded/binaries.ts';
import { ensureCluster } from '#server/db/embedded/cluster-folder.ts';
import { chooseRunAs, giveTo, spawnAs } from '#server/db/embedded/run-as.ts';
import { waitUntilReady } from '#server/db/embedded/start-server.ts';
import { stopServer } from '#server/db/embedded/stop-server.ts';
import { existingDatabase } from '#server/db/existing-database.ts';
import { MIGRATION_LOCK } from '#server/db/migrate.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { blankDatabase } from '#test/support/database.ts';
import { freePort } from '#test/support/free-port.ts';
import { holdDatabase } from '#test/support/hold-database.ts';
import { processesIn, withClient } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const version = '1.2.3';
const schema = (await readMigrations()).length;
const own = (await blankDatabase()) as { host: string; port: number; user: string; database: string };
const urlOf = ({ host, port, user, database }: typeof own) =>
  `postgres://${user}@localhost:${port}/${database}?host=${host}`;
const ownUrl = urlOf(own);

const open = (dataFolder: string) => openDatabase({ dataFolder, version }, silentLogger);
const openOwn = (databaseUrl: string) => openDatabase({ dataFolder: '/nowhere', databaseUrl, version }, silentLogger);

describe('opening the data folder', () => {
  it('gives a migrated database, marks the folder with the versions, and leaves nothing running', async () => {
    const folder = join(await tempDir(), 'made', 'on', 'the', 'way');
    const database = await open(folder);
    const [row] = await withClient(
      database.address,
      async (client) => (await client.query('select max(number) as n from schema_migrations')).rows,
    );
    expect(row).toEqual({ n: schema });
    expect(JSON.parse(await readFile(join(folder, 'tsunagi.json'), 'utf8'))).toEqual({ format: 1, schema, version });
    await database.stop();
    await database.stop();
    expect(processesIn(folder)).toEqual([]);
  });

  it('a second hub is refused and told who holds it; the first one is not disturbed', async () => {
    const folder = await tempDir();
    const first = await holdDatabase(folder);
    const second = await holdDatabase(folder);
    expect(second.reply).toMatchObject({
      error: { code: 'data_folder_in_use', details: { folder, pid: first.child.pid, url: 'http://127.0.0.1:1' } },
    });
    const { address } = first.reply as { address: typeof own };
    await withClient(address, (client) => client.query('select 1'));
    await first.stop();
    expect(processesIn(folder)).toEqual([]);
  });

  it('for a backup: beside a hub by its server, else alone; nothing is migrated, and nothing made where there is none', async () => {
    const folder = await tempDir();
    const existing = () => existingDatabase({ dataFolder: folder, version }, silentLogger);
    await expect(existing()).rejects.toMatchObject({ code: 'backup_nothing', details: { where: folder } });
    expect(await readdir(folder)).toEqual([]);
    const hub = await holdDatabase(folder);
    const beside = await existing();
    expect({ address: beside.address }).toMatchObject({ address: (hub.reply as { address: typeof own }).address });
    await beside.stop();
    await hub.stop();
    const marker = JSON.stringify({ format: 1, schema: 1, version: '0.0.1' });
    await writeFile(join(folder, 'tsunagi.json'), marker);
    const alone = await existing();
    await withClient(alone.address, (client) => client.query('select 1 from schema_migrations'));
    await alone.stop();
    expect(await readFile(join(folder, 'tsunagi.json'), 'utf8')).toBe(marker);
    expect(processesIn(folder)).toEqual([]);
  });

  it.each([
    ['a later format', { format: 2, schema: 1, version: '9.0.0' }],
    ['a later schema', { format: 1, schema: 999, version: '9.0.0' }],
  ])('of %s is refused before anything is touched, naming both versions', async (_, marker) => {
    const folder = await tempDir();
    await writeFile(join(folder, 'tsunagi.json'), JSON.stringify(marker));
    await expect(open(folder)).rejects.toMatchObject({
      code: 'data_folder_newer',
      message: expect.stringMatching(/version 9\.0\.0, format \d, schema \d+.*this is 1\.2\.3, format 1, schema \d+/),
    });
    expect(await readFile(join(folder, 'tsunagi.json'), 'utf8')).toBe(JSON.stringify(marker));
    // It can be opened again by the version that wrote it: no lock stays.
    await expect(open(folder)).rejects.toMatchObject({ code: 'data_folder_newer' });
  });

  it.each([
    ['19', 'data_folder_newer', /PostgreSQL 19.*PostgreSQL 18/],
    ['14', 'data_folder_unusable', /written by PostgreSQL 14 and this is PostgreSQL 18/],
  ])('of PostgreSQL %s is refused with %s', async (major, code, message) => {
    const folder = await tempDir();
    await mkdir(join(folder, 'postgres'), { mode: 0o700 });
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), `${major}\n`);
    await giveTo(await chooseRunAs(folder, process.execPath, join(folder, 'none')), join(folder, 'postgres'));
    await expect(open(folder)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await readFile(join(folder, 'postgres', 'PG_VERSION'), 'utf8')).toBe(`${major}\n`);
  });

  it('with a damaged marker is refused, not guessed at', async () => {
    const folder = await tempDir();
    await writeFile(join(folder, 'tsunagi.json'), '{"format":');
    await expect(open(folder)).rejects.toMatchObject({
      code: 'data_folder_unusable',
      message: expect.stringContaining('tsunagi.json'),
    });
  });
});

describe('a database of one’s own', () => {
  it('is checked and migrated, and not stopped', async () => {
    const database = await openOwn(ownUrl);
    expect(database.kind).toBe('own');
    await database.stop();
    const again = await openOwn(ownUrl);
    const [row] = await withClient(
      again.address,
      async (client) => (await client.query('select count(*)::int as n from schema_migrations')).rows,
    );
    expect(row).toEqual({ n: schema });
  });

  it('that nobody answers for is named without its password', async () => {
    const port = await freePort();
    const error = await openOwn(`postgres://hub:s3cret@127.0.0.1:${port}/desk`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'database_unreachable', details: { where: `127.0.0.1:${port}/desk` } });
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
  });

  it.each([
    ['a database that is not there', `postgres://${own.user}@localhost/absent?host=${own.host}`],
    ['a host that is not there', 'postgres://hub@no-such-host.invalid/desk'],
  ])('%s is unreachable as well', async (_, url) => {
    await expect(openOwn(url)).rejects.toMatchObject({ code: 'database_unreachable' });
  });

  it('that does not wait for its disk at commit is refused, also when only its own setting says so', async () => {
    const admin = { ...inject('cluster'), database: 'postgres' };
    const set = (action: string) =>
      withClient(admin, (client) => client.query(`alter database ${own.database} ${action}`));
    await set('set synchronous_commit = off');
    onTestFinished(() => set('reset synchronous_commit').then(() => undefined));
    await expect(openOwn(ownUrl)).rejects.toMatchObject({
      code: 'database_unsafe',
      details: { found: 'synchronous_commit = off', expected: 'synchronous_commit = on' },
    });
  });

  it('that never waits for its disk is refused', async () => {
    const folder = await tempDir();
    const cluster = join(folder, 'postgres');
    const binaries = await packagedBinaries();
    const runAs = await chooseRunAs(folder, binaries.postgres, cluster);
    await ensureCluster(cluster, binaries, runAs);
    const options = ['-c', 'fsync=off', '-c', 'listen_addresses=', '-c', `unix_socket_directories=${cluster}`];
    const { pid = 0 } = spawnAs(runAs, binaries.postgres, ['-D', cluster, ...options], 'ignore');
    onTestFinished(() => stopServer(pid, silentLogger));
    await waitUntilReady(pid, cluster);
    await expect(openOwn(`postgres://tsunagi@localhost/postgres?host=${cluster}`)).rejects.toMatchObject({
      code: 'database_unsafe',
      details: { found: 'fsync = off', expected: 'fsync = on' },
    });
  });

  it('has an address that can be shown', () => {
    expect(describeAddress({ connectionString: 'postgres://hub:s3cret@db.example.jp:6543/desk?sslmode=require' })).toBe(
      'db.example.jp:6543/desk',
    );
    expect(describeAddress({ connectionString: ownUrl })).toBe(`${own.host}/${own.database}`);
    expect(describeAddress({ connectionString: 'nonsense' })).toBe('DATABASE_URL');
  });

  it('that is being backed up says in the log what the hub waits for, and opens after it', async () => {
    const busy = (await blankDatabase()) as typeof own;
    const said: string[] = [];
    const info = (_fields: object, message: string) => void said.push(message);
    const config = { dataFolder: '/nowhere', databaseUrl: urlOf(busy), version };
    await withClient(busy, async (backup) => {
      await backup.query('select pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
      const opening = openDatabase(config, { ...silentLogger, info });
      await Promise.race([vi.waitFor(() => expect(said).toHaveLength(1), 60_000), opening]);
      expect(said).toEqual([expect.stringMatching(/^a backup, .* has to end/)]);
      await backup.query('select pg_advisory_unlock_shared($1)', [MIGRATION_LOCK]);
      await (await opening).stop();
    });
    expect(said.at(-1)).toBe('database is ready');
  });
});
