import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { isRunning } from '#server/db/data-folder/processes.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import type { EmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { runningPostmaster } from '#server/db/embedded/postmaster-file.ts';
import { stopServer } from '#server/db/embedded/stop-server.ts';
import { openPool } from '#server/db/pool.ts';
import { holdDatabase } from '#test/support/hold-database.ts';
import { processesIn, withClient } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, logger: silentLogger });
  onTestFinished(server.stop);
  return server;
}

async function ask<T>(address: DatabaseAddress, query: string): Promise<T[]> {
  return withClient(address, async (client) => (await client.query(query)).rows as T[]);
}

/** The server that is running on a data folder; for tests in which its own supervisor was killed. */
async function serverOf(dataFolder: string) {
  const found = await runningPostmaster(join(dataFolder, 'postgres'));
  if (found) onTestFinished(() => stopServer(found.pid, silentLogger));
  return found;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await what().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('it did not happen within 90 s');
    await sleep(50);
  }
}

describe('the embedded database', () => {
  it('starts on an empty folder, keeps what it acknowledges, and listens on no network', async () => {
    const server = await start(await tempDir());
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'unix_socket_permissions',
      'server_encoding',
    ];
    const rows = await ask<{ name: string; setting: string }>(
      server.address,
      `select name, current_setting(name) as setting from unnest(array['${names.join("','")}']) as name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      unix_socket_permissions: '0700',
      server_encoding: 'UTF8',
    });
  });

  it('never runs as root, and nobody else may open its socket or read its files', async () => {
    const folder = await tempDir();
    const server = await start(folder);
    const status = await readFile(`/proc/${server.pid()}/status`, 'utf8');
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
    expect(uid).not.toBe(0);
    for (const name of ['run', 'postgres']) {
      const stats = await stat(join(folder, name));
      expect([name, stats.mode & 0o777, stats.uid]).toEqual([name, 0o700, uid]);
    }
  });

  it('leaves no process, no socket and no lock behind when it stops', async () => {
    const folder = await tempDir();
    const server = await start(folder);
    expect(processesIn(folder).length).toBeGreaterThan(1);
    await server.stop();
    await server.stop();
    expect(processesIn(folder)).toEqual([]);
    expect(await readdir(folder)).toEqual(['postgres', 'postgres.log']);
  });

  it('keeps its data from one start to the next', async () => {
    const folder = await tempDir();
    const first = await start(folder);
    await ask(first.address, `create table kept (name text); insert into kept values ('繋ぎ')`);
    await first.stop();
    const second = await start(folder);
    expect(second.adopted).toBe(false);
    expect(await ask(second.address, 'select name from kept')).toEqual([{ name: '繋ぎ' }]);
  });

  it('left running by a hub that was killed is adopted by the next one, and stopped by it', async () => {
    const folder = await tempDir();
    const killed = await holdDatabase(folder);
    await killed.kill();
    const orphan = await serverOf(folder);
    expect(orphan && isRunning(orphan.pid)).toBe(true);
    const next = await start(folder);
    expect([next.adopted, next.pid()]).toEqual([true, orphan?.pid]);
    expect(await ask(next.address, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(processesIn(folder)).toEqual([]);
  });

  it('loses nothing acknowledged when hub and server are both killed in the middle of writing', async () => {
    const folder = await tempDir();
    const holder = await holdDatabase(folder);
    const { address } = holder.reply as { address: DatabaseAddress };
    await ask(address, 'create table written (id int primary key)');
    const { pool, close } = openPool(address);
    const acknowledged: number[] = [];
    const writing = (async () => {
      for (let id = 1; ; id += 1) {
        await pool.query('insert into written values ($1)', [id]);
        acknowledged.push(id);
      }
    })().catch(() => undefined);
    await until(async () => acknowledged.length > 200);
    const server = await serverOf(folder);
    if (server === undefined) throw new Error('no database runs');
    await holder.kill();
    process.kill(server.pid, 'SIGKILL');
    await writing;
    await close();
    const again = await start(folder);
    const [row] = await ask<{ kept: string }>(
      again.address,
      `select count(*) as kept from written where id <= ${acknowledged.length}`,
    );
    expect(Number(row?.kept)).toBe(acknowledged.length);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'ended by %s from outside is started again, and the pool goes on by itself',
    async (signal) => {
      const folder = await tempDir();
      const server = await start(folder);
      const lost: string[] = [];
      const { pool, close } = openPool(server.address, { onConnectionLost: (error) => lost.push(error.message) });
      await pool.query('create table kept as select 1 as one');
      const before = server.pid();
      process.kill(before, signal);
      await until(async () => server.pid() !== before && (await pool.query('select one from kept')).rowCount === 1);
      expect(lost.length).toBeGreaterThan(0);
      await close();
      await server.stop();
      expect(processesIn(folder)).toEqual([]);
    },
  );

  it('starts although the number in its file was given to another process since', async () => {
    const folder = await tempDir();
    const first = await start(folder);
    const file = join(folder, 'postgres', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await first.stop();
    await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));
    const second = await start(folder);
    expect([second.adopted, await ask(second.address, 'select 1 as one')]).toEqual([false, [{ one: 1 }]]);
  });

  it('throws away what a crash in the middle of the first start left', async () => {
    const folder = await tempDir();
    await mkdir(join(folder, 'postgres.new', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');
    const server = await start(folder);
    expect(await ask(server.address, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(folder)).not.toContain('postgres.new');
  });

  it('has its socket elsewhere when the folder’s path is too long for one, and tidies it away', async () => {
    const folder = join(await tempDir(), 'データ'.repeat(12));
    const server = await start(folder);
    const { host } = server.address as { host: string };
    expect(host.startsWith(folder)).toBe(false);
    expect(await readFile(join(folder, 'socket-folder'), 'utf8')).toBe(`${host}\n`);
    expect((await stat(host)).mode & 0o777).toBe(0o700);
    await server.stop();
    await expect(stat(host)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('writes no customer’s words into its log, not even with an error about them', async () => {
    const folder = await tempDir();
    const server = await start(folder);
    await ask(server.address, 'create table person (email text primary key)');
    const insert = `insert into person values ('hanako@example.jp')`;
    await ask(server.address, insert);
    await expect(ask(server.address, insert)).rejects.toThrow('duplicate key');
    const log = await readFile(join(folder, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('hanako');
  });
});
