import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildKind, Platform } from '#build/package/build-kind.ts';
import { builderConfiguration, type Plan } from '#build/package/configuration/configuration.ts';
import { isPlaceholder, product, publisherOf } from '#build/package/configuration/product.ts';
import { releaseFuses } from '#build/package/fuses.ts';
import { targets } from '#build/package/targets.table.ts';
import type { MacKeys } from '#build/release/signing/mac-keys.ts';
import type { WindowsKeys } from '#build/release/signing/windows-keys.ts';
import { root } from '#build/root.ts';
import { APP_ID } from '#electron/app-id.ts';

const azure: WindowsKeys = {
  method: 'azure',
  publisherName: 'CN=Tsunagi K.K., O=Tsunagi K.K.',
  endpoint: 'https://jpe.codesigning.azure.net',
  codeSigningAccountName: 'account',
  certificateProfileName: 'profile',
};
const signtool: WindowsKeys = {
  method: 'signtool',
  publisherName: 'CN=Tsunagi K.K., O=Tsunagi K.K.',
  thumbprint: 'a'.repeat(40),
  timestamp: { kind: 'service', url: 'http://time.example.test' },
};
const identity: MacKeys = { identity: 'Tsunagi K.K. (TEAMID1234)', notarizes: true };

function plan(platform: Platform, kind: BuildKind, keys: { windows?: WindowsKeys; mac?: MacKeys } = {}): Plan {
  return {
    platform,
    targets: targets.filter((one) => one.platform === platform),
    kind,
    version: '1.2.3',
    publisher: { name: 'Tsunagi K.K.', homepage: 'https://example.test/', email: 'it@example.test' },
    electron: { version: '45.4.1', folder: null },
    root,
    appFolder: '/app',
    outFolder: '/out',
    windows: { keys: keys.windows ?? null, sign: keys.windows?.method === 'signtool' ? async () => undefined : null },
    mac: { keys: keys.mac ?? null },
    compression: 'xz',
  };
}

const every: readonly Plan[] = [
  plan('linux', 'signed'),
  plan('linux', 'unsigned'),
  { ...plan('linux', 'test'), compression: 'gz' },
  plan('win', 'signed', { windows: azure }),
  plan('win', 'signed', { windows: signtool }),
  plan('win', 'unsigned'),
  plan('mac', 'signed', { mac: identity }),
  plan('mac', 'unsigned'),
];

/** electron-builder's own judge of configurations, with the schema that it ships. */
const load = createRequire(join(root, 'node_modules/electron-builder/package.json'));
const { validateConfiguration } = load('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (config: unknown, log: { isEnabled: boolean; add: () => void }) => Promise<void>;
};

describe.each(
  every.map(
    (one) => [`${one.platform}, ${one.kind}${one.windows.keys ? `, ${one.windows.keys.method}` : ''}`, one] as const,
  ),
)('the configuration for %s', (_name, one) => {
  const config = builderConfiguration(one);

  it('has no word that electron-builder does not know', async () => {
    await expect(validateConfiguration(config, { isEnabled: false, add: () => undefined })).resolves.toBeUndefined();
  });

  it('[DK4] writes no update metadata of electron-builder', () => {
    expect(config.publish).toBeNull();
    expect(config.generateUpdatesFilesForAllChannels).toBe(false);
  });

  it('[DK1] sets every fuse and packs an archive with sums', () => {
    expect(config.electronFuses).toEqual(releaseFuses);
    expect(config).toMatchObject({ asar: true, disableAsarIntegrity: false });
  });

  it('says in every name what it is', () => {
    const mark = { signed: '', unsigned: '-unsigned', test: '-test' }[one.kind];
    expect(config.artifactName).toBe(`tsunagi-\${version}-\${os}-\${arch}${mark}.\${ext}`);
  });

  it('compiles nothing and runs no script of a package', () => {
    expect(config).toMatchObject({ npmRebuild: false, nodeGypRebuild: false, buildDependenciesFromSource: false });
  });

  it('opens tsunagi:// links', () => {
    expect(config.protocols).toEqual([{ name: 'Tsunagi', schemes: ['tsunagi'] }]);
  });
});

it('names the app as the app names itself, and a test as another app', () => {
  expect(product.id).toBe(APP_ID);
  expect(every.map((one) => builderConfiguration(one).appId === APP_ID)).toEqual(
    every.map((one) => one.kind !== 'test'),
  );
});

it('[DK3] takes tel: from no other program: only Linux has it named, where it is ours if no other is', () => {
  for (const one of every) {
    expect(JSON.stringify(builderConfiguration(one)).includes('x-scheme-handler/tel')).toBe(one.platform === 'linux');
    expect(JSON.stringify(builderConfiguration(one).protocols)).not.toContain('tel');
  }
});

describe('the configuration for Windows', () => {
  it('stops when a file of a signed release would stay unsigned', () => {
    expect(builderConfiguration(plan('win', 'signed', { windows: azure })).forceCodeSigning).toBe(true);
    expect(builderConfiguration(plan('win', 'unsigned')).forceCodeSigning).toBe(false);
  });

  it('signs by Azure or by a hook, never by both, and without keys by nothing', () => {
    const byAzure = builderConfiguration(plan('win', 'signed', { windows: azure })).win;
    expect(byAzure?.azureSignOptions).toMatchObject({ endpoint: azure.endpoint, fileDigest: 'SHA256' });
    expect(byAzure).not.toHaveProperty('signtoolOptions');
    const byHook = builderConfiguration(plan('win', 'signed', { windows: signtool })).win;
    expect(byHook?.signtoolOptions).toMatchObject({
      signingHashAlgorithms: ['sha256'],
      publisherName: [signtool.publisherName],
    });
    expect(byHook?.signtoolOptions?.sign).toBeTypeOf('function');
    const unsigned = builderConfiguration(plan('win', 'unsigned')).win;
    expect(unsigned).toMatchObject({ signExecutable: false });
    expect(unsigned).not.toHaveProperty('azureSignOptions');
  });

  it('signs libraries as well as programs', () => {
    expect(builderConfiguration(plan('win', 'signed', { windows: azure })).win?.signExts).toEqual([
      '.exe',
      '.dll',
      '.node',
    ]);
  });

  it('installs for one person without rights by NSIS, and for the machine by MSI', () => {
    const { nsis, msi, win } = builderConfiguration(plan('win', 'signed', { windows: azure }));
    expect(win?.requestedExecutionLevel).toBe('asInvoker');
    expect(nsis).toMatchObject({ oneClick: false, perMachine: false, allowElevation: true, guid: product.nsisGuid });
    expect(msi).toMatchObject({ oneClick: true, perMachine: true, upgradeCode: product.upgradeCode });
  });

  it('keeps what a person kept for offline reading through an update', () => {
    expect(builderConfiguration(plan('win', 'unsigned')).nsis?.deleteAppDataOnUninstall).toBe(false);
  });

  it('is for both processors', () => {
    const made = builderConfiguration(plan('win', 'unsigned')).win?.target;
    expect(made).toEqual(['nsis', 'msi'].map((target) => ({ target, arch: ['x64', 'arm64'] })));
  });
});

describe('the configuration for macOS', () => {
  it('is signed, hardened and notarised, or plainly unsigned', () => {
    const signed = builderConfiguration(plan('mac', 'signed', { mac: identity }));
    expect(signed.mac).toMatchObject({
      identity: identity.identity,
      hardenedRuntime: true,
      notarize: true,
      strictVerify: true,
    });
    expect(signed).toMatchObject({ forceCodeSigning: true, dmg: { sign: true } });
    const unsigned = builderConfiguration(plan('mac', 'unsigned'));
    // Undefined would search the keychain.
    expect(unsigned.mac).toMatchObject({ identity: null, notarize: false });
    expect(unsigned.dmg).toMatchObject({ sign: false });
  });

  it('is one program for both processors, as dmg and zip', () => {
    const made = builderConfiguration(plan('mac', 'unsigned')).mac?.target;
    expect(made).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })));
  });

  it('entitles to compiling and the microphone, and to no foreign library', () => {
    const text = readFileSync(join(root, 'build/package/resources/entitlements.mac.plist'), 'utf8');
    const keys = [...text.matchAll(/<key>(.+)<\/key>/g)].map(([, key]) => key);
    expect(keys).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.device.audio-input']);
  });

  it('says what the microphone is for', () => {
    const { mac } = builderConfiguration(plan('mac', 'unsigned'));
    expect(mac?.extendInfo).toMatchObject({ NSMicrophoneUsageDescription: expect.stringContaining('calls') });
  });
});

describe('the configuration for Linux', () => {
  const config = builderConfiguration(plan('linux', 'signed'));

  it('makes every kind of package', () => {
    expect(config.linux?.target).toEqual(['dir', 'tar.gz', 'deb', 'rpm', 'AppImage']);
  });

  it('needs the secret service of the desktop, and recommends one', () => {
    expect(config.deb?.depends).toContain('libsecret-1-0');
    expect(config.deb?.recommends).toContain('gnome-keyring | kwalletmanager');
    expect(config.rpm?.depends).toContain('libsecret');
  });

  it('asks for the library that only a window opens', () => {
    expect(config.deb?.depends).toContain('libx11-xcb1');
    expect(config.rpm?.depends).toContain('(libX11-xcb or libX11-xcb1)');
  });

  it('names the window as the .desktop file is named, in both languages', () => {
    expect(config.linux).toMatchObject({ executableName: 'tsunagi', syncDesktopName: true });
    expect(config.linux?.desktop?.entry).toMatchObject({ 'Name[ja]': expect.stringContaining('繋ぎ') });
  });

  it('has scripts with no placeholder that electron-builder does not fill', () => {
    for (const name of ['after-install.sh.tpl', 'after-remove.sh.tpl']) {
      const text = readFileSync(join(root, 'build/package/resources', name), 'utf8');
      const found = [...text.matchAll(/\$\{([a-zA-Z]+)\}/g)].map(([, word]) => word);
      expect(new Set(found)).toEqual(new Set(['executable', 'sanitizedProductName']));
    }
  });

  it('always installs the setuid helper, and keeps IT’s settings when it is removed', () => {
    const resource = (name: string) => readFileSync(join(root, 'build/package/resources', name), 'utf8');
    expect(resource('after-install.sh.tpl')).toMatch(/chmod 4755 '.opt.[^']*chrome-sandbox'/);
    expect(resource('after-remove.sh.tpl')).not.toMatch(/rm .*\/etc\/tsunagi/);
  });
});

describe('every file that a configuration names', () => {
  it('is there', () => {
    const resources = join(root, 'build/package/resources');
    for (const name of [
      'icon.ico',
      'icon.icns',
      'icons',
      'after-install.sh.tpl',
      'after-remove.sh.tpl',
      'entitlements.mac.plist',
      'entitlements.mac.inherit.plist',
    ]) {
      expect(existsSync(join(resources, name)), name).toBe(true);
    }
  });
});

describe('a test build', () => {
  it('installs beside the product, not over it', () => {
    expect(builderConfiguration(plan('linux', 'test')).appId).toBe(`${product.id}.test`);
  });

  it('leaves out the fuse that an old Electron has not', () => {
    const old = builderConfiguration({
      ...plan('linux', 'test'),
      electron: { version: '25.1.1', folder: '/electron' },
    });
    expect(old.electronFuses).not.toHaveProperty('grantFileProtocolExtraPrivileges');
    expect(old).toMatchObject({ electronVersion: '25.1.1', electronDist: '/electron' });
  });
});

describe('the publisher', () => {
  it('is a placeholder until the environment names one', () => {
    expect(isPlaceholder(publisherOf({}))).toBe(true);
    const named = publisherOf({
      TSUNAGI_PUBLISHER: 'A',
      TSUNAGI_HOMEPAGE: 'https://a.example.test',
      TSUNAGI_PUBLISHER_EMAIL: 'it@a.example.test',
    });
    expect(isPlaceholder(named)).toBe(false);
  });
});
