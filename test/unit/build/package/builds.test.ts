import { describe, expect, it } from 'vitest';
import { buildKindOf, kindOfName, metadataRefusal } from '#build/package/build-kind.ts';
import { missingPackages, toolEnvironment } from '#build/package/host-tools.ts';
import { makePackages } from '#build/package/make-packages.ts';
import { packageOptions } from '#build/package/options.ts';
import { defaultTargets, namedTargets, targets } from '#build/package/targets.table.ts';

describe('the kind of a build', () => {
  it('is signed only with keys, and a test stays one with keys', () => {
    expect(buildKindOf({ isTest: false, hasKeys: true })).toBe('signed');
    expect(buildKindOf({ isTest: false, hasKeys: false })).toBe('unsigned');
    expect(buildKindOf({ isTest: true, hasKeys: true })).toBe('test');
  });

  it('is read from a file name', () => {
    expect(kindOfName('tsunagi-1.0.0-linux-amd64.deb')).toBe('signed');
    expect(kindOfName('tsunagi-1.0.0-linux-amd64-unsigned.deb')).toBe('unsigned');
    expect(kindOfName('tsunagi-1.0.0-linux-x64-test.tar.gz')).toBe('test');
    expect(kindOfName('tsunagi-1.0.0-test.cdx.json')).toBe('test');
  });

  it('[DK4] lets only a signed build have update metadata', () => {
    expect(metadataRefusal('signed')).toBeNull();
    expect(metadataRefusal('unsigned')).toMatch(/unsigned: found no signing keys, expected them/);
    expect(metadataRefusal('test')).toMatch(/test build/);
  });
});

describe('a signed build for Windows', () => {
  it('[DK4] is not even begun when its installations would refuse every update', async () => {
    const env = {
      TSUNAGI_PUBLISHER: 'Tsunagi K.K.',
      TSUNAGI_HOMEPAGE: 'https://example.test/',
      TSUNAGI_PUBLISHER_EMAIL: 'it@example.test',
      TSUNAGI_WIN_SIGN: 'osslsigncode',
      TSUNAGI_WIN_PUBLISHER: 'CN=Tsunagi K.K.',
      TSUNAGI_WIN_P12: '/run/keys/cs.p12',
      TSUNAGI_WIN_P12_PASSWORD: 'secret',
      TSUNAGI_UPDATE_FEED: 'https://updates.example.test/tsunagi',
      TSUNAGI_UPDATE_PUBLIC_KEYS: [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')).join(','),
    };
    const begun: string[] = [];
    const bundle = async () => begun.push('bundle');
    const make = makePackages(packageOptions(['--targets', 'nsis'], 'linux'), {
      ...{ root: '/nowhere', env, bundle },
      log: (line) => begun.push(line),
    });
    await expect(make).rejects.toThrow('TSUNAGI_UPDATE_PUBLISHER is not set');
    expect(begun).toEqual([]);
  });
});

describe('the targets', () => {
  it('cover every platform that the design names', () => {
    expect(targets.map(({ platform, name }) => `${platform}:${name}`)).toEqual([
      ...['linux:dir', 'linux:tar.gz', 'linux:deb', 'linux:rpm', 'linux:AppImage'],
      ...['win:nsis', 'win:msi', 'mac:dmg', 'mac:zip'],
    ]);
  });

  it('that need more than the system has say what', () => {
    for (const { offlineOn, needs } of targets) expect(offlineOn.length === 0).toBe(needs !== null);
  });

  it('are, when none is named, those that need nothing fetched', () => {
    expect(defaultTargets('linux').map(({ name }) => name)).toEqual(['dir', 'tar.gz', 'deb', 'rpm']);
    expect(defaultTargets('darwin')).toEqual([]);
  });

  it('are of one platform, and known', () => {
    expect(namedTargets('deb,rpm').map(({ name }) => name)).toEqual(['deb', 'rpm']);
    expect(namedTargets('mac:zip').map(({ platform }) => platform)).toEqual(['mac']);
    expect(() => namedTargets('deb,nsis')).toThrow('linux and win');
    expect(() => namedTargets('snap')).toThrow('which is not one of linux:dir');
  });
});

describe('what npm run package is told', () => {
  it("a release is never given a test's keys", () => {
    expect(() => packageOptions(['--test-trust', 'x.json'], 'linux')).toThrow('for --test-electron only');
  });

  it('an update is offered whole or not at all', () => {
    expect(packageOptions([], 'linux').offer).toBeNull();
    expect(() => packageOptions(['--feed', 'feed'], 'linux')).toThrow('--minimum VERSION and --notes DIR');
    const whole = ['--feed', '/feed', '--minimum', '1.0.0', '--notes', '/notes', '--trust', '/keys'];
    const { offer } = packageOptions(whole, 'linux');
    expect(offer).toEqual({
      feed: '/feed',
      minimumVersion: '1.0.0',
      notes: '/notes',
      channel: 'stable',
      percent: 1,
      days: 30,
      isFirst: false,
      trust: '/keys',
    });
    expect(() =>
      packageOptions(['--feed', 'f', '--minimum', '1.0.0', '--notes', 'n', '--percent', '101'], 'linux'),
    ).toThrow('expected 0 to 100');
  });

  it('on a machine that can make nothing by itself, targets have to be named', () => {
    expect(() => packageOptions([], 'win32')).toThrow('give --targets');
    expect(packageOptions(['--targets', 'nsis,msi'], 'win32').targets).toHaveLength(2);
  });
});

describe('the tools of the machine', () => {
  const has =
    (...commands: string[]) =>
    (command: string): string | null =>
      commands.includes(command) ? `/usr/bin/${command}` : null;

  it('that are missing are named as packages', () => {
    expect(missingPackages(namedTargets('tar.gz,deb,rpm'), has('dpkg-deb'))).toEqual(['p7zip-full', 'rpm']);
    expect(missingPackages(namedTargets('deb'), has('dpkg-deb'))).toEqual([]);
    expect(missingPackages(namedTargets('nsis'), has())).toEqual([]);
  });

  it('are taken in place of what electron-builder would fetch', () => {
    expect(toolEnvironment('/here', has('7z', '7za'))).toEqual({
      CUSTOM_FPM_PATH: '/here/build/package/fpm/fpm.mjs',
      ELECTRON_BUILDER_CACHE: '/here/.cache/electron-builder',
      ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    });
  });
});
