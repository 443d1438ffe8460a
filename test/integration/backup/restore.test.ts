import { appendFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { s3BlobStore } from '#server/blobs/s3/s3-blobs.repository.ts';
import { backupKeys } from '#server/db/backup/backup-keys.ts';
import { loadBackup } from '#server/db/backup/load-backup.ts';
import { openBackup } from '#server/db/backup/open-backup.ts';
import { takeBackup } from '#server/db/backup/take-backup.ts';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { MIGRATION_LOCK, migrate } from '#server/db/migrate.ts';
import { AppError } from '#server/errors.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { prepareJobs, prepareJobsAt } from '#server/jobs/runner.ts';
import { blankDatabase, testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { withClient } from '#test/support/leak-check.ts';
import { makeTempDir, removeDir, tempDir } from '#test/support/temp-dir.ts';

const keys = backupKeys(Buffer.alloc(32, 7));
const database = await testDatabase();
const deps = testDeps(database);
const blank = await blankDatabase();
/** At this version already, and empty. */
const ready = await testDatabase();
const { address: another } = await testDatabase();
const ID = '00000000-0000-4000-8000-000000000001';
const BYTES = Buffer.from('a file of an object store');
const home = await makeTempDir();
const folder = join(home, 'backup');
afterAll(() => removeDir(home));

const queryIn = (address: DatabaseAddress) => (sql: string) =>
  withClient(address, async (client) => (await client.query(sql)).rows);
const options = (at: string) => ({
  folder: at,
  version: '0.1.0',
  takenAt: new Date(),
  keys,
  objectBytes: async (id: string) => (id === ID ? BYTES : null),
});
const open = (at = folder, otherKey = false, given = keys) => openBackup(at, { keys: given, otherKey });
const loading = {
  putObject: null,
  pauseChannels: true,
  signingKeys: newSigningKeys(),
  prepareJobs: (at: DatabaseAddress) => prepareJobsAt(at, deps.logger),
};
const load = async (address: DatabaseAddress, at = folder) => loadBackup(address, await open(at), loading);
/** The backup once more, to spoil it. */
async function copied(): Promise<string> {
  const at = join(await tempDir(), 'backup');
  await cp(folder, at, { recursive: true });
  return at;
}

beforeAll(async () => {
  const { team, agents } = await seedWorkspace(database.db);
  const customer = await makeCustomer(database.db);
  const { id, sessionId } = await makeConversation(database.db, { customer, team });
  const item = await makeItem(deps, customer, { conversationId: id, sessionId });
  const run = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);
  await run(
    `insert into blob (id, owner_type, owner_id, name, mime, size, sha256, kept_in, created_at)
    values ($1, 'system', 'x', 'a.txt', 'text/plain', $2, sha256($3), 's3', now())`,
    [ID, BYTES.length, BYTES],
  );
  await run(
    `insert into channel_connection (id, channel, adapter, name, path_token, created_at, updated_at)
    values ($1, 'email', 'imap', 'mail', 'token', now(), now())`,
    [ID],
  );
  await run(
    `insert into outgoing (item_id, connection_id, customer_id, ref, created_at) values ($1, $2, $3, 'ref', now())`,
    [item.id, ID, customer.id],
  );
  const [owner] = agents;
  await run(
    `insert into auth_session (id, agent_id, client, refresh_hash, rotated_at, created_at, expires_at)
    values ($1, $2, 'desktop', '\\x01', now(), now(), now() + interval '14 days')`,
    [ID, owner.id],
  );
  await run(`insert into sign_in_code (code_hash, agent_id, expires_at) values ('\\x02', $1, now())`, [owner.id]);
  await run(
    `insert into password_code (code_hash, agent_id, expires_at, created_at) values ('\\x03', $1, now(), now())`,
    [owner.id],
  );
  await run(`insert into sign_on_proof (code_hash, challenge, purpose, issuer, subject, claims, until)
    values ('\\x04', '\\x05', 'enter', 'i', 's', '{}', now())`);
  await run(`insert into email_key (name, sealed, created_at) values ('reply', '\\x06', now())`);
  await run(`update sign_on set client_secret = '\\x07'`);
  await run(`update workspace set signing_key_private = 'THE PRIVATE KEY', signing_key_public = 'THE PUBLIC ONE'`);
  await prepareJobs(database.pool, deps.logger);
  await database.db
    .transaction()
    .execute((tx) => addJob(tx, 'outgoing', { itemId: item.id }, { key: 'k', queue: 'q' }));
  await takeBackup(database.address, options(folder));
});

describe('a hub that was restored into a database without anything', () => {
  const query = queryIn(blank);

  it('was refused while there was somebody else’s table, which is left alone', async () => {
    await query('create table somebody_elses (id int)');
    await expect(load(blank)).rejects.toMatchObject({ code: 'restore_not_empty' });
    expect(await query(`select tablename from pg_tables where schemaname = 'public'`)).toEqual([
      { tablename: 'somebody_elses' },
    ]);
    await query('drop table somebody_elses');
    await load(blank);
  });

  it('[CH3] sends nothing twice: what was leaving is asked about, and its job is there', async () => {
    expect(await query('select state, last_error_code from outgoing')).toEqual([
      { state: 'unknown', last_error_code: 'hub_stopped' },
    ]);
    expect(await query('select task_identifier as task, key, queue_name as queue from graphile_worker.jobs')).toEqual([
      { task: 'outgoing', key: 'k', queue: 'q' },
    ]);
    // In the one transaction of everything else: whatever ends the restore, both are there or neither.
    const isOne = `select (select xmin from workspace)::text = (select xmin from graphile_worker._private_jobs)::text as one`;
    expect(await query(isOne)).toEqual([{ one: true }]);
  });

  it('lets nobody in by what was ended or used after the backup: all sign-ins end, codes and proofs are gone', async () => {
    expect(await query('select revoked_at is not null as ended, revoked_reason from auth_session')).toEqual([
      { ended: true, revoked_reason: 'restored' },
    ]);
    for (const table of ['sign_in_code', 'password_code', 'sign_on_proof']) {
      expect(await query(`select 1 from ${table}`)).toEqual([]);
    }
  });

  it('signs with keys of its own: those of the hub that works are not in the backup', async () => {
    const kept = 'select signing_key_private as key, signing_key_public as public, widget_secret from workspace';
    const [[then], [now]] = [(await database.pool.query(kept)).rows, await query(kept)];
    expect(now.widget_secret).toBe(then.widget_secret);
    expect(now.key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect([now.key, now.public]).not.toContain(then.key);
    const copied = gunzipSync(await readFile(join(folder, 'tables/workspace.copy.gz'))).toString();
    expect(copied).toContain(then.widget_secret);
    expect([copied.includes(then.key), copied.includes('PRIVATE')]).toEqual([false, false]);
  });

  it('[SY7] has the files of an object store in the database, where there is none', async () => {
    expect(await query('select kept_in, bytes from blob')).toEqual([{ kept_in: 'database', bytes: BYTES }]);
    expect(await query('select state from channel_connection')).toEqual([{ state: 'paused' }]);
  });

  it('has the schema as the migrations make it: every constraint and trigger, every sequence where it stood', async () => {
    const shape = `select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint
      where connamespace = 'public'::regnamespace union all
      select tgrelid::regclass::text, tgname, tgenabled::text, true from pg_trigger where not tgisinternal order by 1, 2`;
    expect(await query(shape)).toEqual((await database.pool.query(shape)).rows);
    const last = 'select last_value::int as last, is_called from conversation_number';
    expect(await query(last)).toEqual((await database.pool.query(last)).rows);
  });

  it('is not written over by another restore', async () => {
    await expect(load(blank)).rejects.toMatchObject({
      code: 'restore_not_empty',
      details: { found: 'rows in workspace' },
    });
  });
});

describe('a backup that is not as it was taken', () => {
  it.each(['tables/timeline_item.copy.gz', 'threads.tsv.gz', 'jobs.ndjson.gz', 'manifest.json'])(
    'is refused when %s was changed',
    async (file) => {
      const at = await copied();
      await appendFile(join(at, file), '\n');
      await expect(open(at)).rejects.toMatchObject({ code: 'backup_broken' });
    },
  );

  it('is refused when it is of a newer version, or not whole', async () => {
    const at = await copied();
    const manifest = await readFile(join(at, 'manifest.json'), 'utf8');
    await writeFile(join(at, 'manifest.json'), manifest.replace(/"schema": \d+/, '"schema": 999'));
    await expect(open(at, true, backupKeys(Buffer.alloc(32, 8)))).rejects.toMatchObject({ code: 'data_folder_newer' });
    await rm(join(at, 'manifest.json'));
    await expect(open(at)).rejects.toMatchObject({ code: 'backup_broken' });
  });

  it('leaves no row when it has lost a file of the object store; a whole one goes into the same database then', async () => {
    const at = await copied();
    await rm(join(at, 'objects', ID));
    await expect(load(ready.address, at)).rejects.toMatchObject({ code: 'backup_broken' });
    for (const table of ['workspace', 'graphile_worker._private_jobs']) {
      expect((await ready.pool.query(`select 1 from ${table}`)).rows).toEqual([]);
    }
    await load(ready.address);
    expect((await ready.pool.query('select count(*)::int as n from customer')).rows).toEqual([{ n: 1 }]);
  });

  it('is taken under another key only when it is said that secrets will be entered again', async () => {
    const other = backupKeys(Buffer.alloc(32, 8));
    await expect(open(folder, false, other)).rejects.toMatchObject({ code: 'backup_other_key' });
    const opened = await open(folder, true, other);
    // Nobody’s yet: there is nothing to keep.
    await expect(takeBackup(another, options(`${folder}-none`))).rejects.toMatchObject({ code: 'backup_nothing' });
    await loadBackup(another, opened, loading);
    // What nobody can enter is made anew; what somebody has to enter is said to be missing.
    expect(await queryIn(another)('select 1 from email_key')).toEqual([]);
    expect(await queryIn(another)('select client_secret as secret from sign_on')).toEqual([{ secret: null }]);
    expect(await queryIn(blank)('select client_secret is null as gone from sign_on')).toEqual([{ gone: false }]);
  });
});

describe('backup', () => {
  it('of a database without a hub is refused', async () => {
    const { host, port, user } = inject('cluster');
    const nothing = { host, port, user, database: 'postgres' };
    await expect(takeBackup(nothing, options(`${folder}-none`))).rejects.toMatchObject({ code: 'backup_nothing' });
    expect(await readdir(home)).toEqual(['backup']);
  });

  it('is of one schema: a migration waits outside until it is taken, and a hub that is at this version does not', async () => {
    const run = queryIn(database.address);
    const seen: unknown[] = [];
    const rewriting = 'alter table customer add column w int generated always as (1) stored';
    const onTable = async () => {
      if (seen.length > 0) return;
      seen.push(await run(`set lock_timeout = 100; ${rewriting}`).catch(({ code }: { code: string }) => code));
      seen.push(await run(`select pg_try_advisory_lock(${MIGRATION_LOCK}) as free`));
      seen.push((await migrate(database.address)).applied);
    };
    const taken = await takeBackup(database.address, { ...options(`${folder}-still`), onTable });
    expect(seen).toEqual(['55P03', [{ free: false }], []]);
    expect(taken.manifest.tables.find(({ name }) => name === 'customer')?.rows).toBe(1);
  });

  it('leaves out what is somebody else’s, and refuses what could not be restored', async () => {
    const run = queryIn(database.address);
    await run('create table customer_bak (id serial)');
    const foreign: unknown[] = [];
    const onForeign = (tables: readonly string[]) => void foreign.push(...tables);
    const { manifest } = await takeBackup(database.address, { ...options(`${folder}-own`), onForeign });
    expect(foreign).toEqual(['customer_bak']);
    expect(manifest.tables.map(({ name }) => name)).not.toContain('customer_bak');
    await run('drop table customer_bak; alter table customer add column vip boolean');
    await expect(takeBackup(database.address, options(`${folder}-vip`))).rejects.toMatchObject({
      code: 'backup_broken',
      details: { reason: 'the columns of customer are not those of its schema (vip)' },
    });
    await run('alter table customer drop column vip');
  });

  it('that is told to stop leaves nothing of it', async () => {
    const stopping = new AbortController();
    const taking = takeBackup(database.address, {
      ...options(`${folder}-stopped`),
      onTable: () => stopping.abort(new AppError('backup_stopped')),
      signal: stopping.signal,
    });
    await expect(taking).rejects.toMatchObject({ code: 'backup_stopped' });
    expect((await readdir(home)).filter((name) => name.includes('stopped'))).toEqual([]);
    // And when it was told so before it began, or while it looked where to.
    const onTable = vi.fn();
    const before = { ...options(`${folder}-stopped`), onTable, signal: stopping.signal };
    await expect(takeBackup(database.address, before)).rejects.toMatchObject({ code: 'backup_stopped' });
    const early = new AbortController();
    const beginning = takeBackup(database.address, { ...before, signal: early.signal });
    early.abort(new AppError('backup_stopped'));
    await expect(beginning).rejects.toMatchObject({ code: 'backup_stopped' });
    expect(onTable).not.toHaveBeenCalled();
    expect((await readdir(home)).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  it('writes over nothing, and leaves nothing half made', async () => {
    await expect(takeBackup(database.address, options(folder))).rejects.toMatchObject({ code: 'backup_folder_taken' });
    const lost = { ...options(`${folder}-lost`), objectBytes: async () => null };
    await expect(takeBackup(database.address, lost)).rejects.toMatchObject({ code: 'backup_broken' });
    expect((await readdir(home)).filter((name) => name.includes('lost'))).toEqual([]);
  });

  it('[SY7] keeps files in the object store that are erased while it runs; then they leave', async () => {
    const removed: string[] = [];
    const objects = {
      put: async () => undefined,
      get: async () => BYTES,
      remove: async (id: string) => void removed.push(id),
    };
    const { sweep } = s3BlobStore(database.db, deps.clock, objects);
    const swept: number[] = [];
    const onTable = async () => {
      if (swept.length > 0) return;
      await database.pool.query('delete from blob where id = $1', [ID]);
      swept.push(await sweep());
    };
    const objectBytes = async (id: string) => (removed.includes(id) ? null : BYTES);
    const taken = await takeBackup(database.address, { ...options(`${folder}-erased`), onTable, objectBytes });
    expect(taken.manifest.objects).toBe(1);
    expect([...swept, await sweep(), ...removed]).toEqual([0, 1, ID]);
  });
});
