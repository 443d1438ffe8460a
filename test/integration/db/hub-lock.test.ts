import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '#build/root.ts';
import { lockDataFolder, lockHolder } from '#server/db/data-folder/hub-lock.ts';
import { processSpace, startTicks } from '#server/db/data-folder/processes.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const startedAt = '2026-04-01T01:00:00.000Z';
const url = 'http://127.0.0.1:4310';

async function leaveLock(folder: string, holder: Record<string, unknown>): Promise<string> {
  const path = join(folder, 'hub.lock');
  await writeFile(path, JSON.stringify({ host: hostname(), processSpace: processSpace(), startedAt, ...holder }));
  return path;
}

/** A process of ours that does nothing; ended by the test. */
async function idleProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

describe('the lock of a data folder', () => {
  it('lets one hub in; the second one learns process, host, start and address of the first', async () => {
    const folder = await tempDir();
    const lock = await lockDataFolder(folder);
    await lock.announce(url);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      code: 'data_folder_in_use',
      message: expect.stringContaining(
        `process ${process.pid} on ${hostname()} at ${url}, running since ${lock.holder.startedAt}`,
      ),
      details: { folder, pid: process.pid, host: hostname(), url },
    });
    await lock.release();
    await expect(lockHolder(folder)).resolves.toBeUndefined();
    await (await lockDataFolder(folder)).release();
  });

  it('of a process that has gone is taken over', async () => {
    const folder = await tempDir();
    const child = await idleProcess();
    await leaveLock(folder, { pid: child.pid, startTicks: startTicks(child.pid ?? 0) });
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      code: 'data_folder_in_use',
      details: { pid: child.pid },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await lockDataFolder(folder);
    expect(lock.holder.pid).toBe(process.pid);
    await lock.release();
  });

  it('is not held by another process that was given the same number', async () => {
    const folder = await tempDir();
    const child = await idleProcess();
    await leaveLock(folder, { pid: child.pid, startTicks: '1' });
    const lock = await lockDataFolder(folder);
    await lock.release();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it.each([
    ['another host', { host: 'elsewhere' }],
    ['another container', { processSpace: 'other' }],
  ])('of %s counts while it shows signs of life', async (_, place) => {
    const folder = await tempDir();
    const path = await leaveLock(folder, { pid: 1, ...place });
    await expect(lockDataFolder(folder)).rejects.toMatchObject({ code: 'data_folder_in_use' });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await lockDataFolder(folder)).release();
  });

  it.each(['', '{"pid":', '{"pid":"x"}'])('that a crash left as %j is taken over', async (text) => {
    const folder = await tempDir();
    await writeFile(join(folder, 'hub.lock'), text);
    await (await lockDataFolder(folder)).release();
  });

  it('has one winner when many find the same stale lock', async () => {
    const folder = await tempDir();
    await leaveLock(folder, { pid: 4_194_304, startTicks: '1' });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(folder)));
    const locks = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(locks).toHaveLength(1);
    expect(JSON.parse(await readFile(join(folder, 'hub.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await locks[0]?.release();
    await expect(stat(join(folder, 'hub.lock.takeover'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('has one winner when several processes find the same stale lock at once', async () => {
    const folder = await tempDir();
    await leaveLock(folder, { pid: 4_194_304, startTicks: '1' });
    const script = join(root, 'test', 'support', 'children', 'lock-folder.ts');
    const children = Array.from({ length: 6 }, () => fork(script, [folder], { execArgv: [] }));
    onTestFinished(() => {
      for (const child of children) child.kill('SIGKILL');
    });
    await Promise.all(children.map((child) => once(child, 'message')));
    for (const child of children) child.send('go');
    const replies = (await Promise.all(children.map((child) => once(child, 'message')))).map(([reply]) => reply);
    expect(replies.filter((reply) => 'won' in reply)).toHaveLength(1);
    expect(replies.filter((reply) => reply.lost === 'data_folder_in_use')).toHaveLength(5);
    for (const child of children) child.send('stop');
    await Promise.all(children.map((child) => once(child, 'exit')));
  });

  it('cannot be put into a file, and says so', async () => {
    const folder = join(await tempDir(), 'file');
    await writeFile(folder, '');
    await expect(lockDataFolder(folder)).rejects.toMatchObject({ code: 'data_folder_unusable', details: { folder } });
    await expect(lockDataFolder(join(folder, 'deeper'))).rejects.toMatchObject({ code: 'data_folder_unusable' });
  });
});
