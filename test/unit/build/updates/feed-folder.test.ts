import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeRollout, type Feed, manifestOn, publish, type Release } from '#build/release/updates/feed-folder.ts';
import { newKeyPem, pinnedKey, updateKeyOf } from '#build/release/updates/update-keys.ts';
import { checkPinnedPublisher, updateTrustOf, writeUpdateTrust } from '#build/release/updates/update-trust.ts';
import { readTrust } from '#electron/updates/trust-file.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { throwAwayKey } from '#test/support/update-feed.ts';

const now = () => new Date('2026-11-22T09:00:00.000Z');
const key = throwAwayKey();
const next = throwAwayKey();

async function feedWith(names: readonly string[], version = '1.4.0'): Promise<{ feed: Feed; release: Release }> {
  const artefacts = await tempDir();
  for (const name of names) await writeFile(join(artefacts, name), `the bytes of ${name}`);
  const feed = { folder: await tempDir(), key, pinned: [key.public, next.public], now };
  const notes = { ja: '直しました。', en: 'Mended.' };
  return {
    feed,
    release: {
      artefacts,
      channel: 'stable',
      version,
      minimumVersion: '1.0.0',
      percent: 1,
      days: 30,
      notes,
      isFirst: true,
    },
  };
}

const ALL = [
  'tsunagi-1.4.0-linux-amd64.deb',
  'tsunagi-1.4.0-linux-x86_64.AppImage',
  'tsunagi-1.4.0-win-x64.exe',
  'tsunagi-1.4.0-mac-universal.zip',
  'tsunagi-1.4.0-mac-universal.dmg',
  'tsunagi-1.3.0-linux-amd64.deb',
];

describe('the update feed', () => {
  it('[DK4] gets a manifest for each platform that there are installers for, and the files they name', async () => {
    const { feed, release } = await feedWith(ALL);
    const manifests = await publish(feed, release);
    expect(manifests.map(({ platform, files }) => [platform, files.map((file) => file.package)])).toEqual([
      ['linux-x64', ['deb', 'appimage']],
      ['win32-x64', ['nsis']],
      ['darwin-x64', ['mac']],
      ['darwin-arm64', ['mac']],
    ]);
    expect(manifests.every(({ serial, rollout }) => serial === 1 && rollout.percent === 1)).toBe(true);
    expect(await readFile(join(feed.folder, 'files/1.4.0/tsunagi-1.4.0-win-x64.exe'), 'utf8')).toContain('win-x64');
    expect(await manifestOn(feed, 'stable', 'win32-x64')).toEqual(manifests[1]);
  });

  it('[DK4] widens a rollout, halts it and resumes it, each time with a higher serial', async () => {
    const { feed, release } = await feedWith(ALL);
    await publish(feed, release);
    const [wide] = await changeRollout(feed, 'stable', { percent: 50, days: 30 });
    const [halted] = await changeRollout(feed, 'stable', { halted: true, days: 30 });
    const [resumed] = await changeRollout(feed, 'stable', { halted: false, days: 30 });
    expect([wide, halted, resumed].map((each) => [each?.serial, each?.rollout])).toEqual([
      [2, { percent: 50, halted: false }],
      [3, { percent: 50, halted: true }],
      [4, { percent: 50, halted: false }],
    ]);
  });

  it('[DK4] takes no lower version, and no other bytes of the same: a rollback is a higher one', async () => {
    const { feed, release } = await feedWith(ALL);
    await publish(feed, release);
    const next = { isFirst: false };
    const older = await feedWith(['tsunagi-1.3.9-linux-amd64.deb'], '1.3.9');
    const lower = publish({ ...older.feed, folder: feed.folder }, { ...older.release, ...next });
    await expect(lower).rejects.toThrow('as a higher version');
    await writeFile(join(release.artefacts, 'tsunagi-1.4.0-linux-amd64.deb'), 'other bytes');
    await expect(publish(feed, { ...release, ...next })).rejects.toThrow('give the new ones a new version');
    const back = await feedWith(['tsunagi-1.4.1-linux-amd64.deb'], '1.4.1');
    const rollback = publish({ ...back.feed, folder: feed.folder }, { ...back.release, ...next });
    await expect(rollback).resolves.toHaveLength(1);
  });

  it('[DK4] begins with serial 1 only where somebody says that nothing was there before', async () => {
    const { feed, release } = await feedWith(ALL);
    await publish(feed, release);
    const fresh = { ...feed, folder: await tempDir() };
    await expect(publish(fresh, { ...release, isFirst: false })).rejects.toThrow('begin with a copy of what is online');
    expect(await readdir(fresh.folder)).toEqual([]);
    await expect(publish(feed, release)).rejects.toThrow('leave it out');
    expect((await manifestOn(feed, 'stable', 'linux-x64'))?.serial).toBe(1);
    await writeFile(join(release.artefacts, 'tsunagi-1.4.0-linux-arm64.deb'), 'a platform more');
    const more = await publish(feed, release);
    expect(more.map(({ platform, serial }) => [platform, serial])).toContainEqual(['linux-arm64', 1]);
    expect((await manifestOn(feed, 'stable', 'linux-x64'))?.serial).toBe(2);
  });

  it('[DK4] is not written over a manifest that cannot be read', async () => {
    const { feed, release } = await feedWith(ALL);
    await mkdir(join(feed.folder, 'stable/linux-x64.json'), { recursive: true });
    await expect(publish(feed, release)).rejects.toThrow('EISDIR');
    const other = await feedWith(ALL);
    await mkdir(join(other.feed.folder, 'stable'), { recursive: true });
    await writeFile(join(other.feed.folder, 'stable/linux-x64.json'), 'half a manif');
    await expect(publish(other.feed, other.release)).rejects.toThrow('an installation would refuse this manifest');
  });

  it('[DK4] offers nothing that nobody signed or that is a test’s', async () => {
    for (const name of ['tsunagi-1.4.0-linux-amd64-unsigned.deb', 'tsunagi-1.4.0-linux-amd64-test.deb']) {
      const { feed, release } = await feedWith([name]);
      await expect(publish(feed, release)).rejects.toThrow('is not a signed release');
    }
  });

  it('[DK4] has pre-releases on beta only', async () => {
    const { feed, release } = await feedWith(['tsunagi-1.5.0-beta.1-linux-amd64.deb'], '1.5.0-beta.1');
    await expect(publish(feed, release)).rejects.toThrow('it goes to beta');
    await expect(publish(feed, { ...release, channel: 'beta' })).resolves.toHaveLength(1);
  });

  it('[DK4] is not written with a key that no installation pins', async () => {
    const { feed, release } = await feedWith(ALL);
    await expect(publish({ ...feed, key: throwAwayKey() }, release)).rejects.toThrow('unknown_key');
  });

  it('[DK4] goes on under the next key when the first is retired', async () => {
    const { feed, release } = await feedWith(ALL);
    await publish(feed, release);
    const [manifest] = await changeRollout({ ...feed, key: next }, 'stable', { percent: 10, days: 30 });
    expect(manifest?.serial).toBe(2);
  });
});

describe('what a build pins', () => {
  const feed = 'https://updates.example.jp/tsunagi';
  const keys = `${key.public.key},${next.public.key}`;

  it('[DK4] comes from the environment, and is what the desktop reads', async () => {
    const trust = updateTrustOf({ TSUNAGI_UPDATE_FEED: feed, TSUNAGI_UPDATE_PUBLIC_KEYS: keys });
    const folder = await tempDir();
    await mkdir(join(folder, 'out/electron'), { recursive: true });
    if (trust !== null) await writeUpdateTrust(folder, trust);
    expect(readTrust(join(folder, 'out/electron/update-trust.json'), () => undefined)).toEqual({
      format: 1,
      feed,
      keys: [key.public, next.public],
      publisher: null,
    });
    expect(updateTrustOf({})).toBeNull();
  });

  it.each([
    [{ TSUNAGI_UPDATE_FEED: feed }, 'or neither'],
    [{ TSUNAGI_UPDATE_FEED: 'http://updates.example.jp', TSUNAGI_UPDATE_PUBLIC_KEYS: keys }, 'expected https'],
    [{ TSUNAGI_UPDATE_FEED: feed, TSUNAGI_UPDATE_PUBLIC_KEYS: key.public.key }, 'two different keys'],
    [{ TSUNAGI_UPDATE_FEED: feed, TSUNAGI_UPDATE_PUBLIC_KEYS: `${key.public.key},${key.public.key}` }, 'two different'],
    [{ TSUNAGI_UPDATE_FEED: feed, TSUNAGI_UPDATE_PUBLIC_KEYS: 'short,key' }, 'is no public update key'],
  ])('[DK4] is refused in words when it is not in order: %#', (env, words) => {
    expect(() => updateTrustOf(env)).toThrow(words);
  });

  it('[DK4] names for Windows whose certificate signs this very build, or nothing is built', () => {
    const pins = (publisher: string): ReturnType<typeof updateTrustOf> =>
      updateTrustOf({
        TSUNAGI_UPDATE_FEED: feed,
        TSUNAGI_UPDATE_PUBLIC_KEYS: keys,
        TSUNAGI_UPDATE_PUBLISHER: publisher,
      });
    const signed = { kind: 'signed', platform: 'win', signsAs: 'CN=Tsunagi K.K., O=Tsunagi K.K., C=JP' } as const;
    const check = (publisher: string, build: object = {}) =>
      checkPinnedPublisher(pins(publisher), { ...signed, ...build });
    expect(() => check('')).toThrow('TSUNAGI_UPDATE_PUBLISHER is not set');
    expect(() => check('CN=Tsunagi K.K.')).toThrow('would refuse every update');
    expect(() => check('/CN=Tsunagi K.K./O=Tsunagi K.K./C=JP')).toThrow('would refuse every update');
    // The desktop compares letter by letter.
    expect(() => check('O=Tsunagi K.K., CN=Tsunagi K.K., C=JP')).toThrow('would refuse every update');
    expect(() => check('CN=Tsunagi K.K.,O=Tsunagi K.K.,C=JP')).toThrow('would refuse every update');
    expect(() => check(signed.signsAs, { signsAs: null })).toThrow('would refuse every update');
    expect(() => check(signed.signsAs)).not.toThrow();
    expect(() => check(signed.signsAs, { signsAs: '/C=JP/O=Tsunagi K.K./CN=Tsunagi K.K.' })).not.toThrow();
    for (const other of [{ platform: 'linux' }, { platform: 'mac' }, { kind: 'unsigned' }])
      expect(() => check('', other)).not.toThrow();
    expect(() => checkPinnedPublisher(null, signed)).not.toThrow();
  });

  it('[DK4] is the public half of the signing key', () => {
    const own = updateKeyOf({ TSUNAGI_UPDATE_KEY: newKeyPem() });
    expect(pinnedKey(own?.public.key ?? '')).toEqual(own?.public);
    expect(updateKeyOf({})).toBeNull();
  });
});
