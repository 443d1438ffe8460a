import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '#build/root.ts';
import { lockHolder } from '#server/db/data-folder/hub-lock.ts';
import { runCli } from '#test/support/cli.ts';
import { processesIn } from '#test/support/leak-check.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const READY = /^hub ready on (http:\/\/127\.0\.0\.1:\d+)$/;

async function startHub(folder: string, ...args: string[]) {
  const hub = runCli(['hub', '--data', folder, '--port', '0', ...args]);
  const url = READY.exec(await hub.line(READY))?.[1] ?? '';
  return { ...hub, url };
}

const healthy = async (url: string) => (await fetch(`${url}/healthz`)).status;

describe('tsunagi hub', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it is ready, answers there, and leaves nothing behind on %s',
    async (signal) => {
      const folder = await tempDir();
      const hub = await startHub(folder);
      expect(await healthy(hub.url)).toBe(200);
      expect(processesIn(folder).length).toBeGreaterThan(0);
      hub.child.kill(signal);
      expect((await hub.ended).code).toBe(0);
      expect(processesIn(folder)).toEqual([]);
      expect((await readdir(folder)).sort()).toEqual(['postgres', 'postgres.log', 'secret.key', 'tsunagi.json']);
      // The key of the vault is its user's alone.
      expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
    },
  );

  it('tells a program in JSON', async () => {
    const hub = runCli(['hub', '--data', await tempDir(), '--port', '0', '--json']);
    const answer = JSON.parse(await hub.line(/^\{/));
    expect(answer).toEqual({ ok: true, data: { url: expect.stringMatching(/^http:/), pid: hub.child.pid } });
  });

  it('on a folder that another hub holds is refused and says which: process, host and address', async () => {
    const folder = await tempDir();
    const first = await startHub(folder);
    const second = await runCli(['hub', '--data', folder, '--port', '0', '--json']).ended;
    expect(second.code).toBe(1);
    expect(second.json).toMatchObject({
      ok: false,
      error: { code: 'data_folder_in_use', details: { pid: first.child.pid, url: first.url } },
    });
    expect(await healthy(first.url)).toBe(200);
  });

  it('on a port that another program holds says which port and what to do, and gives the folder back', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const folder = await tempDir();
    const { code, stderr } = await runCli(['hub', '--data', folder, '--port', String(port)], {
      TSUNAGI_LOG_LEVEL: 'error',
    }).ended;
    expect([code, stderr]).toEqual([
      1,
      `tsunagi: Port ${port} is in use by another program. Choose another with --port. [port_in_use]\n`,
    ]);
    expect(await lockHolder(folder)).toBeUndefined();
    expect(processesIn(folder)).toEqual([]);
  });

  it('killed with -9 is followed by one that adopts its database and stops it in the end', async () => {
    const folder = await tempDir();
    const killed = await startHub(folder);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const orphans = processesIn(folder);
    expect(orphans.length).toBeGreaterThan(0);
    const next = await startHub(folder);
    expect(await healthy(next.url)).toBe(200);
    expect(processesIn(folder)).toContain(Math.min(...orphans));
    next.child.kill('SIGTERM');
    expect((await next.ended).stderr).toContain('"adopted":true');
    expect(processesIn(folder)).toEqual([]);
  });

  it('started by a process that stays stops on SIGTERM all the same', async () => {
    const folder = await tempDir();
    const child = fork(join(root, 'server', 'cli.ts'), ['hub', '--data', folder, '--port', '0'], {
      execArgv: [],
      silent: true,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout as Readable, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(processesIn(folder)).toEqual([]);
  });

  it('started by a process that is gone without a word stops by itself', async () => {
    const folder = await tempDir();
    const child = fork(join(root, 'server', 'cli.ts'), ['hub', '--data', folder, '--port', '0'], {
      execArgv: [],
      silent: true,
    });
    onTestFinished(() => void child.kill('SIGTERM'));
    await once(child.stdout as Readable, 'data');
    child.disconnect();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(processesIn(folder)).toEqual([]);
  });
});

describe('a command that was asked for in a wrong way', () => {
  it.each([
    [['hub', '--port', '70000'], {}, '--port is “70000”. Expected a port from 0 to 65535. [bad_config]'],
    [['hub', '--host', ''], {}, '--host is “”. Expected an address to listen on, such as 127.0.0.1. [bad_config]'],
    [
      ['hub'],
      { TSUNAGI_POOL_SIZE: 'many' },
      'TSUNAGI_POOL_SIZE is “many”. Expected a whole number from 2 to 200. [bad_config]',
    ],
    [
      ['hub'],
      { DATABASE_URL: 'mysql://root:s3cret@db' },
      'DATABASE_URL is “(hidden)”. Expected postgres://USER:PASSWORD@HOST:PORT/DATABASE. [bad_config]',
    ],
  ])('%j %j says what was found and what is expected', async (args, env, message) => {
    expect(await runCli(args, env).ended).toMatchObject({ code: 2, stdout: '', stderr: `tsunagi: ${message}\n` });
  });

  it('is answered in Japanese in a Japanese terminal', async () => {
    const { stderr } = await runCli(['hub', '--port', 'x'], { LANG: 'ja_JP.UTF-8' }).ended;
    expect(stderr).toContain('設定 --port が「x」です。');
  });
});
