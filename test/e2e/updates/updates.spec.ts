import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { signManifest } from '#build/release/updates/sign-manifest.ts';
import type { UpdateManifest } from '#shared/domain/update-manifest.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { canBeAdministrator, writePolicy } from '#test/support/company.ts';
import { type DesktopApp, e2eRuntime, launchDesktop } from '#test/support/electron-app.ts';
import {
  fileOf,
  manifestOf,
  someBytes,
  startUpdateFeed,
  throwAwayKey,
  type UpdateFeed,
} from '#test/support/update-feed.ts';

// The desktop's own version is that of package.json, 0.1.0.
const NEWER = '0.2.0';
const MANIFEST = 'stable/linux-x64.json';
const OLD = '#!/bin/sh\nexit 0\n';

let feed: UpdateFeed;
let folder = '';
let desktop: DesktopApp | null = null;
let good: Buffer;

// An AppImage of Linux x64 is what is renewed here; the other platforms' installers run on theirs only (docs/updates.md).
test.beforeEach(async () => {
  feed = await startUpdateFeed();
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-updates-'));
  await writeFile(join(folder, 'trust.json'), JSON.stringify(feed.trust));
  await writeFile(join(folder, 'Tsunagi.AppImage'), OLD, { mode: 0o755 });
  // A program that says that it was started, and how.
  good = Buffer.concat([
    Buffer.from(`#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, 'started')}'\nexit 0\n`),
    someBytes(300_000),
  ]);
});
test.afterEach(async () => {
  await desktop?.close().catch(() => undefined);
  desktop = null;
  await feed.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function open(...args: readonly string[]): Promise<DesktopApp> {
  desktop = await launchDesktop({
    userData: join(folder, 'profile'),
    args: [`--update-trust=${join(folder, 'trust.json')}`, ...args],
    env: { APPIMAGE: join(folder, 'Tsunagi.AppImage'), APPDIR: dirname(await realpath(e2eRuntime().executable)) },
  });
  return desktop;
}

/** Asks the bridge as the page would. */
const ask = <T>(app: DesktopApp, work: (bridge: DesktopBridge) => Promise<T>): Promise<T> =>
  app.page.evaluate(`(${work.toString()})(window.desktop)`);

const check = (app: DesktopApp) => ask(app, (bridge) => bridge.checkForUpdate());
const installedNow = (): Promise<Buffer> => readFile(join(folder, 'Tsunagi.AppImage'));
const fetched = (): Promise<readonly string[]> => readdir(join(folder, 'profile/updates/files')).catch(() => []);

function lay(over: Partial<UpdateManifest> = {}, key = feed.keys[0]): UpdateManifest {
  const manifest = manifestOf(fileOf(good), { version: NEWER, ...over });
  feed.lay(MANIFEST, signManifest(manifest, key));
  feed.lay(`files/${manifest.version}/${manifest.files[0]?.name}`, good);
  return manifest;
}

test('[DK4] ten kinds of bad update are refused in the running desktop, and nothing of them is kept', async () => {
  const flipped = Buffer.from(good);
  flipped[1000] = (flipped[1000] ?? 0) ^ 1;
  const path = `files/${NEWER}/${fileOf(good).name}`;
  const monthsAgo = new Date(Date.now() - 60 * 86_400_000);
  const bad: readonly (readonly [string, () => void])[] = [
    ['unsigned', () => feed.lay(MANIFEST, JSON.stringify(manifestOf(fileOf(good), { version: NEWER })))],
    ['unknown_key', () => lay({}, throwAwayKey())],
    [
      'bad_signature',
      () => {
        const text = signManifest(manifestOf(fileOf(good), { version: NEWER }), feed.keys[0]);
        feed.lay(MANIFEST, text.replace('"percent', '"Percent').replace(NEWER, '0.2.9'));
      },
    ],
    [
      'unreadable',
      () => feed.lay(MANIFEST, signManifest(manifestOf(fileOf(good), { version: NEWER }), feed.keys[0]).slice(0, -1)),
    ],
    ['older_version', () => lay({ version: '0.0.9', minimumVersion: '0.0.1' })],
    [
      'expired',
      () => feed.lay(MANIFEST, signManifest(manifestOf(fileOf(good), { version: NEWER }, monthsAgo), feed.keys[0])),
    ],
    ['wrong_platform', () => lay({ platform: 'darwin-arm64' })],
    ['wrong_channel', () => lay({ channel: 'beta' })],
    [
      'wrong_hash',
      () => {
        lay();
        feed.lay(path, flipped);
      },
    ],
    [
      'wrong_size',
      () => {
        lay();
        feed.lay(path, good.subarray(0, 1000));
      },
    ],
  ];
  const app = await open();
  for (const [refusal, put] of bad) {
    put();
    expect(await check(app), refusal).toMatchObject({ ok: true, data: { state: 'refused', refusal } });
    expect(await ask(app, (bridge) => bridge.installUpdate())).toMatchObject({ data: { state: 'refused' } });
    expect(await fetched()).toEqual([]);
  }
  // The version that was signed and offered, once more with other bytes: also after a new start.
  const other = someBytes(1000);
  feed.lay(MANIFEST, signManifest(manifestOf(fileOf(other), { version: NEWER, serial: 6 }), feed.keys[0]));
  expect(await check(app)).toMatchObject({ data: { state: 'refused', refusal: 'same_version_other_bytes' } });
  await app.close();
  expect(await check(await open())).toMatchObject({ data: { state: 'refused', refusal: 'same_version_other_bytes' } });
  expect((await installedNow()).toString()).toBe(OLD);
});

test('[DK4] a good one is fetched, waits for every window’s call to end, takes the old one’s place, and starts', async () => {
  const app = await open();
  lay();
  expect(await check(app)).toMatchObject({
    ok: true,
    data: { state: 'ready', offered: { version: NEWER, notes: { en: 'Search is faster.' } } },
  });
  await ask(app, (bridge) => bridge.tellLive({ calls: 1, chats: 0 }));
  expect(await ask(app, (bridge) => bridge.installUpdate())).toMatchObject({
    data: { state: 'waiting', live: { calls: 1, chats: 0 } },
  });
  // A window of one conversation knows of the call too, and for longer.
  const opened = app.app.waitForEvent('window');
  await ask(app, (bridge) => bridge.popOut({ conversationId: 'c1' }));
  const other = await opened;
  await other.waitForURL(/window=conversation/);
  await other.evaluate(`window.desktop.tellLive({ calls: 1, chats: 0 })`);
  await ask(app, (bridge) => bridge.tellLive({ calls: 0, chats: 0, unsaved: true }));
  expect(await ask(app, (bridge) => bridge.updateState())).toMatchObject({
    data: { state: 'waiting', live: { calls: 1, chats: 0, unsaved: true } },
  });
  await ask(app, (bridge) => bridge.tellLive({ calls: 0, chats: 0 }));
  expect(await ask(app, (bridge) => bridge.updateState())).toMatchObject({
    data: { state: 'waiting', live: { calls: 1, chats: 0 } },
  });
  await app.page.waitForTimeout(1000);
  expect((await installedNow()).toString()).toBe(OLD);
  const gone = app.app.waitForEvent('close', { timeout: 30_000 });
  await other.evaluate(`window.desktop.tellLive({ calls: 0, chats: 0 })`);
  await gone;
  expect((await installedNow()).equals(good)).toBe(true);
  await expect.poll(() => readFile(join(folder, 'started'), 'utf8').catch(() => '')).toContain('--user-data-dir=');
});

test('[DK4] a good one goes in at the end of the app too, and one that was halted meanwhile does not', async () => {
  const app = await open();
  lay();
  await check(app);
  lay({ serial: 6, rollout: { percent: 100, halted: true } });
  expect(await check(app)).toMatchObject({ data: { state: 'current' } });
  expect(await fetched()).toEqual([]);
  lay({ serial: 7 });
  expect(await check(app)).toMatchObject({ data: { state: 'ready' } });
  await app.close();
  expect((await installedNow()).equals(good)).toBe(true);
});

test('[DK4] the feed is read by the proxy that the company has', async () => {
  // biome-ignore lint/suspicious/noSkippedTests: CI is root, a developer need not be
  test.skip(!canBeAdministrator, 'a policy is root’s, so that only root can test one');
  const through: string[] = [];
  const proxy = createServer((asked, answer) => {
    through.push(asked.url ?? '');
    request(asked.url ?? '', { headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    })
      // The desktop also looks for a hub on this machine, and there may be none.
      .on('error', () => answer.destroy())
      .end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  // Without the rule what is on this machine would be reached directly.
  const policy = writePolicy({ proxy: { mode: 'fixed', server: `127.0.0.1:${port}`, bypass: ['<-loopback>'] } });
  try {
    const app = await open(`--policy=${policy.path}`);
    const { files } = lay();
    expect(await check(app)).toMatchObject({ data: { state: 'ready' } });
    const ours = through.filter((url) => url.startsWith(feed.url));
    expect(ours).toEqual([`${feed.url}/${MANIFEST}`, `${feed.url}/files/${NEWER}/${files[0]?.name}`]);
  } finally {
    policy.close();
    proxy.closeAllConnections();
    proxy.close();
  }
});

test('[DK4] a feed that sends elsewhere is not followed', async () => {
  const app = await open();
  lay();
  feed.lay('stable/other.json', signManifest(manifestOf(fileOf(good), { version: NEWER }), feed.keys[0]));
  feed.lay(MANIFEST, '', { sentTo: 'stable/other.json' });
  expect(await check(app)).toMatchObject({ data: { state: 'unreachable' } });
  expect(feed.asked).toEqual([`/updates/${MANIFEST}`]);
});

test('[DK4] a build that pins no keys looks for nothing', async () => {
  await writeFile(join(folder, 'trust.json'), JSON.stringify({ ...feed.trust, keys: [feed.trust.keys[0]] }));
  const app = await open();
  expect(await check(app)).toMatchObject({ data: { state: 'off', reason: 'build' } });
  expect(feed.asked).toEqual([]);
});
