import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asFolderError } from '#server/db/data-folder/folder-error.ts';
import { asDatabaseError } from '#server/db/database-errors.ts';
import { silentLogger } from '#server/db/database-logger.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { openPool } from '#server/db/pool.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** A disk of its own needs the right to mount one. An ordinary user is shown the words alone. */
const mayMount = process.getuid?.() === 0;

async function smallDisk(megabytes: number): Promise<string> {
  const folder = join(await tempDir(), 'disk');
  await mkdir(folder);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  expect(mount.stderr).toBe('');
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', folder]);
  });
  return folder;
}

/** Takes what is left of a disk. */
async function fill(folder: string): Promise<string> {
  const path = join(folder, 'ballast');
  const file = await open(path, 'w');
  const block = Buffer.alloc(64 * 1024, 1);
  for (;;) {
    const written = await file.write(block).catch(() => undefined);
    if (!written || written.bytesWritten < block.length) break;
  }
  await file.close();
  return path;
}

const openIn = (dataFolder: string) => openDatabase({ dataFolder, version: '0.0.0' }, silentLogger);

describe('a full disk', () => {
  it('is said in our words, whether the system or the database notices', () => {
    const system = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const database = Object.assign(new Error('could not extend file'), { code: '53100' });
    expect(asFolderError(system, '/data')).toMatchObject({ code: 'disk_full', details: { folder: '/data' } });
    expect(asDatabaseError(database, '/data')).toMatchObject({ code: 'disk_full', details: { folder: '/data' } });
  });

  if (mayMount) {
    it('is found before the first start makes half a database', async () => {
      const folder = await smallDisk(40);
      await expect(openIn(folder)).rejects.toMatchObject({ code: 'disk_full', details: { folder } });
      await fill(folder);
      await expect(openIn(folder)).rejects.toMatchObject({ code: 'disk_full' });
    });

    it('while the hub runs refuses what cannot be kept, keeps what was, and goes on when there is space', async () => {
      const folder = await smallDisk(160);
      const opened = await openIn(folder);
      onTestFinished(opened.stop);
      const { pool, close } = openPool(opened.address);
      await pool.query('create table kept (id int primary key, body text)');
      await pool.query(`insert into kept values (0, 'before')`);
      const ballast = await fill(folder);

      let acknowledged = 0;
      const big = `insert into kept select $1, string_agg(md5(random()::text), '') from generate_series(1, 20000)`;
      const refused = await (async () => {
        for (let id = 1; ; id += 1) {
          await pool.query(big, [id]);
          acknowledged = id;
        }
      })().catch((error: unknown) => asDatabaseError(error, folder));
      expect(refused).toMatchObject({ code: expect.stringMatching(/^(disk_full|database_unreachable)$/) });

      await rm(ballast);
      const deadline = Date.now() + 90_000;
      let rows: { id: number }[] | undefined;
      while (!rows && Date.now() < deadline) {
        rows = await pool.query<{ id: number }>('select id from kept order by id').then(
          (result) => result.rows,
          () => undefined,
        );
        if (!rows) await sleep(100);
      }
      expect(rows?.map(({ id }) => id)).toEqual(Array.from({ length: acknowledged + 1 }, (_, id) => id));
      await pool.query(`insert into kept values (-1, 'after')`);
      await close();
      await opened.stop();
    });
  }
});
