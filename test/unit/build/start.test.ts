import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild } from '#build/start/child-process.ts';
import { hasDisplay } from '#build/start/desktop-process.ts';
import { freePort } from '#build/start/free-port.ts';
import { parseStartOptions } from '#build/start/options.ts';
import { findRunningStart, isAlive, writeRunningStart } from '#build/start/running-start.ts';
import { signInEnv } from '#build/start/sign-in.ts';
import { startSummary } from '#build/start/summary.ts';

const demo = {
  shopUrl: 'http://127.0.0.1:1/shop',
  agents: [
    { login: 'sato', password: 'pw:1', signInCode: 'c1', name: '佐藤', role: 'agent' },
    { login: 'suzuki', password: 'pw2', role: 'lead' },
  ],
};
const hub = { url: 'http://127.0.0.1:1', demo };
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (script: string) =>
  startChild({
    command: process.execPath,
    args: ['-e', script],
    env: process.env,
    cwd: folder,
    logFile: join(folder, 'x.log'),
  });

describe('npm start', () => {
  it('understands its options and names the one it does not', () => {
    expect(parseStartOptions(['--agent', '2', '--no-demo'])).toMatchObject({ agent: 2, demo: false, browser: false });
    expect(() => parseStartOptions(['--agent', 'two'])).toThrow('--agent is "two"');
    expect(() => parseStartOptions(['--agnet', '2'])).toThrow('--agnet');
  });

  it('gives the first window the code, later ones the demo’s password', () => {
    expect(signInEnv(hub, 1, true)).toEqual({ TSUNAGI_SIGN_IN_CODE: 'c1' });
    expect(signInEnv(hub, 1, false)).toEqual({ TSUNAGI_SIGN_IN: 'sato:pw:1' });
    expect(signInEnv(hub, 2, true)).toEqual({ TSUNAGI_SIGN_IN: 'suzuki:pw2' });
    expect(signInEnv(hub, 9, true)).toEqual({});
    expect(signInEnv({ url: hub.url }, 1, true)).toEqual({});
  });

  it('tells where everything is, who can sign in and how to stop', () => {
    const facts = {
      hub,
      agent: 1,
      noWindow: null,
      electron: 'Electron 45',
      notes: ['a note'],
      dataFolder: 'd',
      logFolder: 'l',
    };
    const text = startSummary(facts);
    for (const part of ['佐藤', demo.shopUrl, 'suzuki / pw2', 'Note: a note', 'To stop', 'this window'])
      expect(text).toContain(part);
    expect(startSummary({ ...facts, agent: null, noWindow: 'no display' })).toContain(
      'http://127.0.0.1:1   (open it in a browser: no display)',
    );
  });

  it('sees a display in either variable', () => {
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay({ DISPLAY: ':1' })).toBe(true);
    expect(hasDisplay({ DISPLAY: '' })).toBe(process.platform !== 'linux');
  });

  it('takes another port when the usual one is somebody’s', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    expect(await freePort(port)).not.toBe(port);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('finds no running start in a file of a dead process or a silent hub', async () => {
    const file = join(folder, 'running.json');
    expect(await findRunningStart(file)).toBeNull();
    await writeRunningStart(file, hub);
    expect(await findRunningStart(file)).toBeNull();
    await writeFile(file, '{');
    expect(await findRunningStart(file)).toBeNull();
  });
});

describe('a process of ours', () => {
  it('keeps what it said', async () => {
    const child = run('console.error("one"); console.log("two"); process.exitCode = 3');
    expect(await child.gone).toBe(3);
    expect(child.lastWords().split('\n').sort()).toEqual(['one', 'two']);
    expect(await readFile(join(folder, 'x.log'), 'utf8')).toContain('one');
  });

  it('says why it cannot be started', async () => {
    const child = startChild({
      command: join(folder, 'none'),
      args: [],
      env: {},
      cwd: folder,
      logFile: join(folder, 'x.log'),
    });
    expect(await child.gone).toBe(127);
    expect(child.lastWords()).toContain('cannot be started');
  });

  it('is made to end, with its own children, when it does not by itself', async () => {
    const child = run(`
      process.on('SIGTERM', () => {});
      const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync('grandchild', String(pid));
      console.error('up');
      setInterval(() => {}, 1000);`);
    await expect.poll(() => child.lastWords()).toBe('up');
    const grandchild = Number(await readFile(join(folder, 'grandchild'), 'utf8'));
    expect(isAlive(grandchild)).toBe(true);
    await child.stop(100);
    expect(child.isGone()).toBe(true);
    await expect.poll(() => isAlive(grandchild)).toBe(false);
  });
});
