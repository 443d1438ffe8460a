import { chmod, mkdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeConfig } from '#electron/config.ts';
import { downloadFile } from '#electron/updates/download.ts';
import { FeedUnreachable, streamOf } from '#electron/updates/feed.ts';
import { installationKind } from '#electron/updates/installation-kind.ts';
import { isSignedBy, signatureScript } from '#electron/updates/installers/authenticode.ts';
import { nsisInstaller } from '#electron/updates/installers/nsis.ts';
import { startUpdates } from '#electron/updates/start-updates.ts';
import { readTrust } from '#electron/updates/trust-file.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { fileOf, startUpdateFeed, throwAwayKey } from '#test/support/update-feed.ts';

const [now, next] = [throwAwayKey().public, throwAwayKey().public];
const trust = { format: 1, feed: 'https://updates.example.jp/tsunagi', keys: [now, next], publisher: null };

describe('what a build trusts', () => {
  it.each([
    ['one key', { keys: [now] }],
    ['the same key twice', { keys: [now, now] }],
    ['a key under another’s id', { keys: [now, { ...next, id: now.id }] }],
    ['a feed without encryption', { feed: 'http://updates.example.jp/' }],
    ['a feed with a password in it', { feed: 'https://a:b@updates.example.jp/' }],
    ['a feed with a query', { feed: 'https://updates.example.jp/?x=1' }],
    ['a field nobody knows', { insecure: true }],
  ])('[DK4] is nothing at all with %s', async (_what, over) => {
    const path = join(await tempDir(), 'update-trust.json');
    const said: string[] = [];
    await writeFile(path, JSON.stringify(trust));
    expect(readTrust(path, (line) => said.push(line))).toEqual(trust);
    await writeFile(path, JSON.stringify({ ...trust, ...over }));
    expect(readTrust(path, (line) => said.push(line))).toBeNull();
    expect(said).toHaveLength(1);
  });

  it('[DK4] is nothing where there is none, and then nothing is looked for', async () => {
    expect(readTrust(join(await tempDir(), 'update-trust.json'), () => undefined)).toBeNull();
  });
});

describe('updates that are off', () => {
  const off = (policy: { isOff: boolean; channel: null }, version = '1.0.0') =>
    startUpdates({
      policy,
      trust: policy.isOff ? (trust as never) : null,
      kind: { platform: 'linux-x64', package: 'appimage', isOurs: true },
      version,
      folder: '/nowhere',
      fetch: () => Promise.reject(new Error('asked')),
      installerOf: () => {
        throw new Error('installed');
      },
      onChanged: () => undefined,
      quit: () => undefined,
      log: () => undefined,
    });

  it('[DK4] are so by IT’s policy, whatever is asked', async () => {
    const updater = off({ isOff: true, channel: null });
    expect(await updater.check()).toEqual({ state: 'off', reason: 'policy' });
    expect(updater.install()).toEqual({ state: 'off', reason: 'policy' });
  });

  it('[DK4] are so in a build without keys', async () => {
    expect(await off({ isOff: false, channel: null }).check()).toEqual({ state: 'off', reason: 'build' });
  });
});

describe('how an installation came here', () => {
  const asked = {
    platform: 'linux',
    arch: 'x64',
    executable: '/opt/tsunagi/tsunagi',
    resources: '/opt/tsunagi/resources',
  };

  it('[DK4] is an AppImage of its user’s only when that file and its folder are theirs', async () => {
    const folder = await tempDir();
    const appImage = join(folder, 'T.AppImage');
    expect(installationKind({ ...asked, appImage })).toMatchObject({ package: 'tar', isOurs: false });
    await writeFile(appImage, '');
    expect(installationKind({ ...asked, appImage })).toEqual({
      platform: 'linux-x64',
      package: 'appimage',
      isOurs: true,
    });
    expect(installationKind({ ...asked, appImage: folder })).toMatchObject({ package: 'tar', isOurs: false });
  });

  it('[DK4] is what the packager wrote down, and then not ours to renew', async () => {
    const resources = await tempDir();
    for (const type of ['deb', 'rpm']) {
      await writeFile(join(resources, 'package-type'), `${type}\n`);
      expect(installationKind({ ...asked, resources, appImage: null })).toMatchObject({ package: type, isOurs: false });
      // Started by another AppImage, whose name it inherits.
      const appImage = join(resources, 'Browser.AppImage');
      await writeFile(appImage, '');
      expect(installationKind({ ...asked, resources, appImage })).toMatchObject({ package: type, isOurs: false });
    }
  });

  it('[DK4] is NSIS where its remover lies beside the program, else an MSI that IT renews', async () => {
    const folder = await tempDir();
    const windows = { ...asked, platform: 'win32', executable: join(folder, 'Tsunagi.exe'), appImage: null };
    expect(installationKind(windows)).toEqual({ platform: 'win32-x64', package: 'msi', isOurs: false });
    await writeFile(join(folder, 'Uninstall Tsunagi.exe'), '');
    expect(installationKind(windows)).toEqual({ platform: 'win32-x64', package: 'nsis', isOurs: true });
  });

  it('is none on a platform without releases', () => {
    expect(installationKind({ ...asked, platform: 'freebsd', appImage: null })).toBeNull();
  });
});

describe('the installer of Windows', () => {
  const publisher = 'CN=Tsunagi K.K., O=Tsunagi K.K., C=JP';
  const path = 'C:\\Users\\sato\\updates\\files\\a.exe';
  const said = (over: Record<string, unknown>) => async () =>
    JSON.stringify({ status: 0, subject: publisher, path, ...over });

  it('[DK4] is run only when Windows finds it valid and signed by exactly our publisher', async () => {
    expect(await isSignedBy(path, publisher, said({}))).toBe(true);
    for (const bad of [{ status: 2 }, { subject: 'CN=Other' }, { subject: `${publisher}, X=1` }, { path: 'C:\\x.exe' }])
      expect(await isSignedBy(path, publisher, said(bad))).toBe(false);
  });

  it('[DK4] is refused where the check cannot be made', async () => {
    expect(await isSignedBy(path, null, said({}))).toBe(false);
    expect(await isSignedBy(path, publisher, async () => '')).toBe(false);
    expect(await isSignedBy(path, publisher, () => Promise.reject(new Error('blocked by policy')))).toBe(false);
  });

  it('[DK4] is named to Windows as text, whatever quotes its path has', () => {
    expect(signatureScript("C:\\it's\\o\u2019k.exe")).toContain("-LiteralPath 'C:\\it''s\\o\u2019\u2019k.exe'");
  });

  it('[DK4] starts nothing when it is refused', async () => {
    const folder = await tempDir();
    const program = join(folder, 'a.exe');
    await writeFile(program, 'x');
    const started: (readonly string[])[] = [];
    const installer = (subject: string) =>
      nsisInstaller({
        publisher,
        ask: async () => JSON.stringify({ status: 0, subject, path: program }),
        start: async (_program, args) => void started.push(args),
      });
    expect(await installer('CN=Other').install(program, { restart: true })).toEqual({
      outcome: 'refused',
      refusal: 'wrong_publisher',
    });
    expect(started).toEqual([]);
    expect(await installer(publisher).install(program, { restart: true })).toEqual({ outcome: 'taken' });
    expect(started).toEqual([['--updated', '/S', '--force-run']]);
  });
});

describe('the feed', () => {
  it('[DK4] is given up when nothing more comes', async () => {
    const feed = await startUpdateFeed();
    try {
      feed.lay('x', 'half of this', { stall: true });
      const read = async (): Promise<void> => {
        for await (const part of streamOf((url, init) => fetch(url, init), `${feed.url}/x`, 100, 80)) void part;
      };
      await expect(read()).rejects.toThrow(FeedUnreachable);
    } finally {
      await feed.close();
    }
  });
});

describe('a feed that sends elsewhere', () => {
  it('[DK4] is not followed', async () => {
    const feed = await startUpdateFeed();
    try {
      feed.lay('x', '', { sentTo: 'y' });
      feed.lay('y', 'here');
      const read = async (): Promise<void> => {
        for await (const part of streamOf((url, init) => fetch(url, init), `${feed.url}/x`, 100)) void part;
      };
      await expect(read()).rejects.toThrow(FeedUnreachable);
      expect(feed.asked).toEqual(['/updates/x']);
    } finally {
      await feed.close();
    }
  });
});

describe('the switches of a start', () => {
  it('name the AppImage, and what an unpackaged build trusts', () => {
    const mounted = { APPIMAGE: '/y.AppImage', APPDIR: '/tmp/.mount_y' };
    expect(takeConfig(['--update-trust=/x.json'], mounted, '/tmp/.mount_y/tsunagi')).toMatchObject({
      appImage: '/y.AppImage',
      updateTrustArgument: '/x.json',
    });
    for (const executable of ['/opt/Tsunagi/tsunagi', '/tmp/.mount_yy/tsunagi', '/tmp/tsunagi', ''])
      expect(takeConfig([], mounted, executable).appImage).toBeNull();
    expect(takeConfig([], { APPIMAGE: '/y.AppImage' }, '/opt/Tsunagi/tsunagi').appImage).toBeNull();
    expect(takeConfig([], {})).toMatchObject({ appImage: null, updateTrustArgument: null });
  });

  it('name the AppImage also where it is mounted by way of a link', async () => {
    const folder = await realpath(await tempDir());
    await mkdir(join(folder, 'disk/.mount_y'), { recursive: true });
    await symlink(join(folder, 'disk'), join(folder, 'tmp'));
    const env = { APPIMAGE: '/y.AppImage', APPDIR: join(folder, 'tmp/.mount_y') };
    expect(takeConfig([], env, join(folder, 'disk/.mount_y/tsunagi')).appImage).toBe('/y.AppImage');
    expect(takeConfig([], env, join(folder, 'disk/tsunagi')).appImage).toBeNull();
  });
});

describe('a folder of updates', () => {
  it('[DK4] is its user’s alone', async () => {
    const folder = join(await tempDir(), 'files');
    await mkdir(folder);
    await chmod(folder, 0o777);
    const bytes = Buffer.from('new');
    const done = await downloadFile({
      fetch: async () => new Response(bytes),
      url: 'https://updates.test/x',
      file: fileOf(bytes),
      folder,
      onProgress: () => undefined,
    });
    expect('path' in done && (await readFile(done.path, 'utf8'))).toBe('new');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});
