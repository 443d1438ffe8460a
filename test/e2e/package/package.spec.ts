import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makePackages } from '#build/package/make-packages.ts';
import { packageOptions } from '#build/package/options.ts';
import { readAsar } from '#build/release/verify/asar-archive.ts';
import { verifyRelease } from '#build/release/verify/verify-release.ts';
import { root as project } from '#build/root.ts';
import { type ChildHub, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { CLERK, type CleanRoot, cleanRootFor, putInside } from '#test/support/clean-root.ts';
import { e2eRuntime } from '#test/support/electron-app.ts';
import { startDriven, startToEnd } from '#test/support/installed-desktop.ts';
import { deskOn } from '#test/support/pages/desk.ts';

// The package that IT installs, from the making to the inbox: one deb in a Debian that has what it asks for and nothing else.

/** What an installed app ends with when a switch is refused: then it was this app that started, and not what was tried. */
const REFUSED = 78;
const PORT = '--remote-debugging-port=0';
const APP = 'opt/Tsunagi';

// Where such a Debian cannot be entered, extracted.spec.ts is run in place of this file: playwright.config.ts.
test.describe.configure({ mode: 'serial' });

let folder = '';
let made = '';
let hub: ChildHub;
let root: CleanRoot;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-package-'));
  made = join(folder, 'made');
  await mkdir(made);
  const args = ['--test-electron', dirname(e2eRuntime().executable), '--targets', 'deb', '--fast', '--out', made];
  // The bundles are the run's own.
  const options = packageOptions(args, process.platform);
  // Both to their end, so that a hub is not left behind when the making fails.
  const [packed, started] = await Promise.allSettled([
    makePackages(options, { root: project, env: process.env, log: () => undefined, workFolder: join(folder, 'work') }),
    startChildHub(),
  ]);
  if (started.status === 'rejected') throw started.reason;
  hub = started.value;
  if (packed.status === 'rejected') throw packed.reason;
  const name = packed.value.files.find((one) => one.endsWith('.deb')) ?? 'no deb';
  root = await cleanRootFor(join(made, name));
  const installed = await root.asRoot([
    'dpkg',
    '--force-unsafe-io',
    '--install',
    await putInside(root, join(made, name)),
  ]);
  if (installed.code !== 0) throw new Error(`dpkg did not install it:\n${installed.output}`);
});
test.afterAll(async () => {
  await root?.remove();
  await hub?.close();
  await rm(folder, { recursive: true, force: true });
});

const inRoot = (path: string): string => join(root.folder, path);

test('[DK1] what a stranger checks is in order: sums, fuses, archive', async () => {
  const findings = await verifyRelease({
    folder: made,
    trust: { gpgKey: null, windows: null, updateKeys: [] },
    expect: 'test',
    now: new Date(),
  });
  expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(findings.filter(({ outcome }) => outcome === 'ok').map(({ check }) => check)).toEqual(
    expect.arrayContaining(['sums', 'fuses', 'nothing beside the app', 'asar sums', 'asar contents']),
  );
});

test('everything that the app needs is installed, and nothing of this project', async () => {
  const file = await open(inRoot(`${APP}/resources/app.asar`));
  const packed = (await readAsar(file)).files.map(({ path }) => path);
  await file.close();
  for (const path of ['main.cjs', 'preload.cjs', 'dictionary/en.aff', 'dictionary/en.dic'])
    expect(packed).toContain(`out/electron/${path}`);
  for (const path of ['index.html', 'alert.html']) expect(packed).toContain(`out/renderer/desk/${path}`);
  expect(packed.filter((path) => /node_modules|\.map$|\.ts$/.test(path))).toEqual([]);
  expect(await readFile(inRoot(`${APP}/resources/package-type`), 'utf8')).toBe('deb');
  // Who else could change the program, or stand in for its helper?
  const helper = await stat(inRoot(`${APP}/chrome-sandbox`));
  expect({ uid: helper.uid, mode: (helper.mode & 0o7777).toString(8) }).toEqual({ uid: 0, mode: '4755' });
  const entry = await readFile(inRoot('usr/share/applications/tsunagi.desktop'), 'utf8');
  expect(entry).toMatch(/^MimeType=.*x-scheme-handler\/tel;/m);
  expect(entry).toMatch(/^MimeType=.*x-scheme-handler\/tsunagi;/m);
});

test.describe('started as an ordinary user, without a policy', () => {
  test('[DK1] it lets no debugger in', async () => {
    const { code, said } = await startToEnd(root, [PORT]);
    expect(said).toContain('not started: --remote-debugging-port');
    expect(said).not.toContain('DevTools listening');
    expect(code).toBe(REFUSED);
  });

  test('[DK1] it does not become a Node, as one without fuses does', async () => {
    const asNode = { ELECTRON_RUN_AS_NODE: '1' };
    const { executable } = e2eRuntime();
    expect(spawnSync(executable, ['-e', 'process.exit(42)'], { env: { ...process.env, ...asNode } }).status).toBe(42);
    expect((await startToEnd(root, ['-e', 'process.exit(42)', PORT], asNode)).code).toBe(REFUSED);
  });

  test('[DK1] NODE_OPTIONS brings no code into it', async () => {
    await writeFile(
      inRoot('tmp/brought.cjs'),
      `require('node:fs').writeFileSync('/tmp/was-here', ''); process.exit(43)`,
    );
    const { code } = await startToEnd(root, [PORT], { NODE_OPTIONS: '--require /tmp/brought.cjs' });
    expect(code).toBe(REFUSED);
    await expect(stat(inRoot('tmp/was-here'))).rejects.toThrow('ENOENT');
  });

  test('[DK1] --inspect opens nothing and is refused', async () => {
    const { code, said } = await startToEnd(root, ['--inspect=127.0.0.1:0']);
    expect(said).not.toContain('Debugger listening');
    expect(code).toBe(REFUSED);
  });

  test('[DK1] an app folder beside the archive is not started', async () => {
    const planted = inRoot(`${APP}/resources/app`);
    await mkdir(planted);
    await writeFile(join(planted, 'package.json'), '{"name":"planted","main":"main.js"}');
    await writeFile(join(planted, 'main.js'), 'process.exit(44)');
    try {
      expect((await startToEnd(root, [PORT])).code).toBe(REFUSED);
    } finally {
      await rm(planted, { recursive: true });
    }
  });
});

test('[DK1] by the company’s policy it opens the company’s hub, and its agent signs in to the inbox', async () => {
  const who = { login: 'yamada', name: '山田 花子', publicName: '山田' };
  await hub.agent(who);
  await writeFile(inRoot('etc/tsunagi/policy.json'), JSON.stringify({ remoteDebugging: true, hub: hub.url }));
  const desktop = await startDriven(root, ['--lang=ja']);
  try {
    const { page } = desktop;
    page.setDefaultTimeout(20_000);
    const desk = deskOn(page, 'ja');
    await test.step('the hub is asked for nowhere, and the inbox stands', async () => {
      await desk.signIn({ login: who.login, password: PASSWORD });
      await desk.tabs.waitFor();
      await desk.connection('connected').waitFor();
      expect(page.url()).toMatch(/^app:\/\/tsunagi\//);
    });
    await test.step('every process is the ordinary user’s, and pages lie in Chromium’s sandbox', async () => {
      const processes = await desktop.processes();
      expect(processes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['browser', 'renderer', 'zygote']));
      expect(processes.flatMap(({ args }) => args.filter((arg) => arg === '--no-sandbox'))).toEqual([]);
      const main = processes.find(({ kind }) => kind === 'browser');
      expect(main?.uid).toBe(CLERK.uid);
      for (const page of processes.filter(({ kind }) => kind === 'renderer')) {
        expect(page).toMatchObject({ uid: CLERK.uid, isFiltered: true });
        // In a space of processes of its own, so that it sees no other.
        expect(page.depth).toBe((main?.depth ?? 0) + 1);
      }
    });
  } finally {
    await desktop.close();
  }
});

test('it is removed whole, and the company’s policy stays', async () => {
  expect((await root.asRoot(['dpkg', '--purge', 'tsunagi'])).code).toBe(0);
  for (const path of [APP, 'usr/bin/tsunagi', 'usr/share/applications/tsunagi.desktop'])
    await expect(stat(inRoot(path)), path).rejects.toThrow('ENOENT');
  expect(await readFile(inRoot('etc/tsunagi/policy.json'), 'utf8')).toContain('remoteDebugging');
});
