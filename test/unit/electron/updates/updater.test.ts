import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signManifest } from '#build/release/updates/sign-manifest.ts';
import { downloadFile } from '#electron/updates/download.ts';
import { appImageInstaller } from '#electron/updates/installers/appimage.ts';
import { createUpdater, type Updater, type UpdaterDeps } from '#electron/updates/updater.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import {
  fileOf,
  manifestOf,
  signedAnyhow,
  someBytes,
  startUpdateFeed,
  throwAwayKey,
  type UpdateFeed,
} from '#test/support/update-feed.ts';

const MANIFEST = 'stable/linux-x64.json';
const OLD = 'the version that runs';

type Installed = {
  readonly updater: Updater;
  readonly appImage: string;
  readonly files: string;
  readonly states: readonly UpdateState[];
  readonly acts: readonly string[];
};

let feed: UpdateFeed;
beforeEach(async () => {
  feed = await startUpdateFeed();
});
afterEach(() => feed.close());

async function installed(over: Partial<UpdaterDeps> = {}, folder?: string): Promise<Installed> {
  const home = folder ?? (await tempDir());
  const appImage = join(home, 'Tsunagi.AppImage');
  if (folder === undefined) await writeFile(appImage, OLD, { mode: 0o755 });
  const states: UpdateState[] = [];
  const acts: string[] = [];
  const updater = createUpdater({
    trust: { ...feed.trust, keys: [feed.trust.keys[0], feed.trust.keys[1]] },
    here: { version: '1.0.0', platform: 'linux-x64', package: 'appimage', channel: 'stable' },
    folder: join(home, 'updates'),
    fetch: (url, init) => fetch(url, init),
    installerOf: (file) => appImageInstaller({ appImage, file, relaunch: () => acts.push('relaunch') }),
    now: () => new Date(),
    onChanged: (state) => states.push(state),
    quit: () => acts.push('quit'),
    log: () => undefined,
    quietMs: 30,
    ...over,
  });
  return { updater, appImage, files: join(home, 'updates', 'files'), states, acts };
}

const left = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

describe('a bad update', () => {
  const good = someBytes();
  const other = someBytes();
  const flipped = Buffer.from(good);
  flipped[77_777] = (flipped[77_777] ?? 0) ^ 1;
  const file = fileOf(good);
  const bad: readonly (readonly [string, string, () => void])[] = [
    [
      'whose file has another hash',
      'wrong_hash',
      () => {
        feed.release(good);
        feed.lay(`files/1.1.0/${file.name}`, flipped);
      },
    ],
    [
      'whose file is cut off',
      'wrong_size',
      () => {
        feed.release(good);
        feed.lay(`files/1.1.0/${file.name}`, good.subarray(0, -1));
      },
    ],
    [
      'whose file goes on and on',
      'wrong_size',
      () => {
        feed.release(good);
        feed.lay(`files/1.1.0/${file.name}`, Buffer.concat([good, other]));
      },
    ],
    [
      'whose signature is of another text',
      'bad_signature',
      () => {
        feed.release(good);
        feed.lay(MANIFEST, signManifest(manifestOf(file), feed.keys[0]).replace('1.1.0', '1.9.0'));
      },
    ],
    ['signed by a stranger', 'unknown_key', () => feed.lay(MANIFEST, signManifest(manifestOf(file), throwAwayKey()))],
    ['that nobody signed', 'unsigned', () => feed.lay(MANIFEST, JSON.stringify(manifestOf(file)))],
    ['of an older version', 'older_version', () => feed.release(good, { version: '0.9.0' })],
    [
      'that has expired',
      'expired',
      () =>
        feed.lay(MANIFEST, signManifest(manifestOf(file, {}, new Date(Date.now() - 40 * 86_400_000)), feed.keys[0])),
    ],
    [
      'for another platform',
      'wrong_platform',
      () => feed.lay(MANIFEST, signManifest(manifestOf(file, { platform: 'win32-x64' }), feed.keys[0])),
    ],
    [
      'of another channel',
      'wrong_channel',
      () => feed.lay(MANIFEST, signManifest(manifestOf(file, { channel: 'beta' }), feed.keys[0])),
    ],
    [
      'whose manifest is cut off',
      'unreadable',
      () => feed.lay(MANIFEST, signManifest(manifestOf(file), feed.keys[0]).slice(0, 300)),
    ],
    ['whose manifest never ends', 'too_large', () => feed.lay(MANIFEST, 'x'.repeat(70_000))],
    [
      'that leads out of its folder',
      'unreadable',
      () => feed.lay(MANIFEST, signedAnyhow(manifestOf({ ...file, name: '../../evil' }), feed.keys[0])),
    ],
  ];
  it.each(bad)('[DK4] %s is refused and nothing of it is kept or run: %s', async (_what, refusal, lay) => {
    const { updater, appImage, files, acts } = await installed();
    lay();
    expect(await updater.check()).toMatchObject({ state: 'refused', refusal });
    expect(updater.install()).toMatchObject({ state: 'refused' });
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    await updater.atEnd();
    expect(acts).toEqual([]);
    expect(await readFile(appImage, 'utf8')).toBe(OLD);
    expect(await left(files)).toEqual([]);
  });

  it('[DK4] of the version that was offered before, with other bytes, is refused', async () => {
    const later = await installed();
    feed.release(good);
    await later.updater.check();
    feed.release(other, { serial: 6 });
    // What is ready and verified stays; a fresh start finds the refusal.
    expect(await later.updater.check()).toMatchObject({ state: 'ready' });
    const again = await installed({}, join(later.files, '../..'));
    expect(await again.updater.check()).toMatchObject({ state: 'refused', refusal: 'same_version_other_bytes' });
  });

  it('[DK4] that was true once and is shown again is refused', async () => {
    const { updater } = await installed();
    const old = manifestOf(file);
    feed.release(good, { serial: 9, rollout: { percent: 100, halted: true } });
    expect(await updater.check()).toMatchObject({ state: 'current' });
    feed.lay(MANIFEST, signManifest(old, feed.keys[0]));
    expect(await updater.check()).toMatchObject({ state: 'refused', refusal: 'replayed' });
  });

  it('[DK4] is refused while what was seen before cannot be read', async () => {
    const { updater, files } = await installed();
    feed.release(good);
    await mkdir(join(files, '..'), { recursive: true });
    await writeFile(join(files, '../facts.json'), '{"installationId":"');
    expect(await updater.check()).toMatchObject({ state: 'refused', refusal: 'floor_unreadable' });
  });

  it('[DK4] that changed on the disk after it was verified is not run', async () => {
    const run: string[] = [];
    const installer = {
      canAtEnd: true,
      install: async (path: string) => {
        run.push(path);
        return { outcome: 'taken' } as const;
      },
    };
    const { updater, files, acts } = await installed({ installerOf: () => installer });
    feed.release(good);
    await updater.check();
    const [name] = await left(files);
    await writeFile(join(files, name ?? ''), flipped);
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    updater.install();
    await expect.poll(updater.state).toMatchObject({ state: 'refused', refusal: 'wrong_hash' });
    expect([run, acts, await left(files)]).toEqual([[], [], []]);
  });

  it('[DK4] that changed while it was copied beside the AppImage is not put in its place', async () => {
    const { appImage } = await installed();
    const path = `${appImage}.new`;
    await writeFile(path, flipped);
    const installer = appImageInstaller({ appImage, file, relaunch: () => expect.fail('started') });
    expect(await installer.install(path, { restart: true })).toEqual({ outcome: 'refused', refusal: 'wrong_hash' });
    expect(await readFile(appImage, 'utf8')).toBe(OLD);
    expect(await left(join(appImage, '..'))).toEqual(['Tsunagi.AppImage', 'Tsunagi.AppImage.new']);
  });

  it('[DK4] is refused with any one bit of its file changed', async () => {
    const small = someBytes(512);
    const target = fileOf(small);
    const folder = await tempDir();
    await fc.assert(
      fc.asyncProperty(fc.nat(511), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(small);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const done = await downloadFile({
          fetch: async () => new Response(changed),
          url: 'https://updates.test/file',
          file: target,
          folder,
          onProgress: () => undefined,
        });
        expect(done).toEqual({ refusal: 'wrong_hash' });
        expect(await left(folder)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a good update', () => {
  const good = someBytes(500_000);

  it('[DK4] is fetched, verified, and installed when asked for; then the app starts anew', async () => {
    const { updater, appImage, states, acts } = await installed();
    feed.release(good);
    expect(await updater.check()).toEqual({
      state: 'ready',
      offered: { version: '1.1.0', notes: { ja: '検索が速くなりました。', en: 'Search is faster.' } },
    });
    expect(states[0]).toMatchObject({ state: 'downloading', percent: 0 });
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    updater.install();
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
    expect((await readFile(appImage)).equals(good)).toBe(true);
    expect((await stat(appImage)).mode & 0o777).toBe(0o755);
  });

  it('[DK4] waits for the end of calls and chats, and for a moment of quiet after them', async () => {
    const { updater, acts } = await installed({ quietMs: 120 });
    feed.release(good);
    await updater.check();
    // Nothing is known of the agent's work yet: that is no leave to end it.
    expect(updater.install()).toMatchObject({ state: 'waiting', live: null });
    updater.tellLive({ calls: 1, chats: 2 }, 'desk');
    expect(updater.state()).toMatchObject({ state: 'waiting', live: { calls: 1, chats: 2 } });
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    await wait(60);
    updater.tellLive({ calls: 1, chats: 0 }, 'desk');
    await wait(150);
    expect(acts).toEqual([]);
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
  });

  it('[DK4] asks nothing of the installer while something typed is not saved, whatever another window says', async () => {
    const { updater, acts } = await installed({ quietMs: 60 });
    feed.release(good);
    await updater.check();
    const ofTwo = 2;
    updater.tellLive({ calls: 0, chats: 0, unsaved: true }, 'desk');
    updater.tellLive({ calls: 0, chats: 0 }, ofTwo);
    expect(updater.install()).toMatchObject({ state: 'waiting', live: { calls: 0, chats: 0, unsaved: true } });
    await wait(120);
    expect([acts, updater.state().state]).toEqual([[], 'waiting']);
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    expect(updater.state()).toEqual(expect.objectContaining({ live: { calls: 0, chats: 0 } }));
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
  });

  it('[DK4] can be put off while it waits, and does not go ahead then', async () => {
    const { updater, acts } = await installed();
    feed.release(good);
    await updater.check();
    updater.tellLive({ calls: 1, chats: 0 }, 'desk');
    updater.install();
    expect(updater.later()).toMatchObject({ state: 'ready' });
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    await wait(80);
    expect(acts).toEqual([]);
  });

  it('[DK4] does not go ahead over a page that is gone and cannot say what is live', async () => {
    const { updater, acts } = await installed({ quietMs: 60 });
    feed.release(good);
    await updater.check();
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    updater.install();
    updater.pageGone('desk');
    await wait(120);
    expect([acts, updater.state().state]).toEqual([[], 'waiting']);
  });

  it('[DK4] waits for a call that any window knows of, and goes by no other word than the desk’s', async () => {
    const { updater, acts } = await installed({ quietMs: 60 });
    feed.release(good);
    await updater.check();
    const ofTwo = 2;
    updater.tellLive({ calls: 0, chats: 0 }, ofTwo);
    expect(updater.install()).toMatchObject({ state: 'waiting', live: null });
    updater.tellLive({ calls: 0, chats: 3 }, 'desk');
    updater.tellLive({ calls: 1, chats: 0 }, ofTwo);
    expect(updater.state()).toMatchObject({ state: 'waiting', live: { calls: 1, chats: 3 } });
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    expect(updater.state()).toMatchObject({ state: 'waiting', live: { calls: 1, chats: 0 } });
    await wait(120);
    expect(acts).toEqual([]);
    updater.pageGone(ofTwo);
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
  });

  it('[DK4] goes ahead where nobody is signed in, and waits again for the desk of whoever signs in', async () => {
    const { updater, acts } = await installed({ quietMs: 60 });
    feed.release(good);
    await updater.check();
    updater.tellLive({ calls: 0, chats: 2 }, 'desk');
    updater.install();
    updater.signedIn(false);
    expect(updater.state()).toMatchObject({ state: 'waiting', live: { calls: 0, chats: 0 } });
    updater.signedIn(true);
    expect(updater.state()).toMatchObject({ state: 'waiting', live: null });
    await wait(120);
    expect(acts).toEqual([]);
    updater.signedIn(false);
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
  });

  it('[DK4] that is behind what somebody else has installed here is passed over, without an alarm', async () => {
    const { updater } = await installed({ installerOf: null, isRenewedByOthers: true });
    feed.release(good, { version: '0.9.0' });
    expect(await updater.check()).toMatchObject({ state: 'current' });
  });

  it('[DK4] can be asked for again where the agent stayed for something that they typed at the last moment', async () => {
    const { updater, acts } = await installed();
    feed.release(good);
    await updater.check();
    updater.tellLive({ calls: 0, chats: 0 }, 'desk');
    updater.install();
    await expect.poll(() => acts).toEqual(['relaunch', 'quit']);
    updater.stayed();
    expect(updater.state()).toMatchObject({ state: 'ready' });
    updater.install();
    await expect.poll(() => acts).toEqual(['relaunch', 'quit', 'relaunch', 'quit']);
  });

  it('[DK4] that is ready goes in at the end of the app, and starts nothing', async () => {
    const { updater, appImage, acts } = await installed();
    feed.release(good);
    await updater.check();
    await updater.atEnd();
    expect((await readFile(appImage)).equals(good)).toBe(true);
    expect(acts).toEqual([]);
  });

  it('[DK4] that is halted after it came here is taken away again', async () => {
    const { updater, appImage, files } = await installed();
    feed.release(good);
    await updater.check();
    feed.release(good, { serial: 6, rollout: { percent: 100, halted: true } });
    expect(await updater.check()).toMatchObject({ state: 'current' });
    await updater.atEnd();
    expect([await readFile(appImage, 'utf8'), await left(files)]).toEqual([OLD, []]);
  });

  it('[DK4] that expired while it waited is not installed', async () => {
    let now = new Date();
    const { updater, appImage } = await installed({ now: () => now });
    feed.release(good);
    await updater.check();
    now = new Date(Date.now() + 60 * 86_400_000);
    await updater.atEnd();
    expect(await readFile(appImage, 'utf8')).toBe(OLD);
  });

  it('[DK4] is only told of where a package manager brings it, and nothing is fetched', async () => {
    const { updater } = await installed({ installerOf: null });
    feed.release(good);
    expect(await updater.check()).toMatchObject({ state: 'elsewhere', offered: { version: '1.1.0' } });
    expect(feed.asked).toEqual(['/updates/stable/linux-x64.json']);
  });

  it('[DK4] comes again after the feed was away, and keeps what is ready while it is', async () => {
    const { updater } = await installed();
    expect(await updater.check()).toMatchObject({ state: 'unreachable' });
    feed.release(good);
    expect(await updater.check()).toMatchObject({ state: 'ready' });
    feed.lay(MANIFEST, null);
    expect(await updater.check()).toMatchObject({ state: 'ready' });
  });

  it('[DK4] is looked for once, however many ask', async () => {
    const { updater } = await installed();
    feed.release(good);
    await Promise.all([updater.check(), updater.check(), updater.check()]);
    expect(feed.asked).toHaveLength(2);
  });
});
