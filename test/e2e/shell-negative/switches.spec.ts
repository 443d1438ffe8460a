import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '#build/root.ts';
import { e2eRuntime } from '#test/support/electron-app.ts';

/** One of each kind; the whole list is a unit test's. */
const SWITCHES: readonly string[] = [
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '-remote-debugging-port=0',
  // Chromium takes the space away.
  ' --remote-debugging-port=0',
  '\t--disable-web-security',
  '--remote-allow-origins=*',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--renderer-cmd-prefix=/bin/true',
  '--log-net-log=/tmp/x.json',
];

let userData = '';
test.beforeAll(async () => {
  userData = await mkdtemp(join(tmpdir(), 'tsunagi-e2e-'));
});
test.afterAll(() => rm(userData, { recursive: true, force: true }));

type End = { readonly code: number | null; readonly said: string };

/** Starts the app as an installed one and waits for its end. */
function startWith(argument: string): Promise<End> {
  const runtime = e2eRuntime();
  const asIfPackaged = join(root, 'test/support/as-if-packaged.cjs');
  const own = [...runtime.args, '--disable-gpu', `--user-data-dir=${userData}`, argument];
  return new Promise((resolve, reject) => {
    const child = spawn(runtime.executable, ['-r', asIfPackaged, root, ...own], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

test.describe('an installed app does not start', () => {
  for (const argument of SWITCHES) {
    test(`[DK1] with ${argument}`, async () => {
      const { code, said } = await startWith(argument);
      expect(said).toContain('not started: --');
      expect(said).not.toContain('DevTools listening');
      expect(code).toBe(78);
    });
  }
});
