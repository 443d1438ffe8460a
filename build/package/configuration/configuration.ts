import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { type BuildKind, nameMark, type Platform } from '#build/package/build-kind.ts';
import { fusesFor } from '#build/package/fuses.ts';
import type { Target } from '#build/package/targets.table.ts';
import type { MacKeys } from '#build/release/signing/mac-keys.ts';
import type { WindowsKeys } from '#build/release/signing/windows-keys.ts';
import { linuxConfiguration } from './linux.ts';
import { macConfiguration } from './macos.ts';
import { type Publisher, product } from './product.ts';
import { windowsConfiguration } from './windows.ts';

/** Everything that decides what is built. */
export type Plan = {
  readonly platform: Platform;
  readonly targets: readonly Target[];
  readonly kind: BuildKind;
  readonly version: string;
  readonly publisher: Publisher;
  readonly electron: { readonly version: string; readonly folder: string | null };
  /** The repository; icons and scripts are taken from it. */
  readonly root: string;
  /** The staged app: nothing but what is packed. */
  readonly appFolder: string;
  readonly outFolder: string;
  readonly windows: {
    readonly keys: WindowsKeys | null;
    readonly sign: ((task: { readonly path: string }) => Promise<void>) | null;
  };
  readonly mac: { readonly keys: MacKeys | null };
  readonly compression: 'gz' | 'xz';
};

/**
 * The whole configuration that electron-builder is given; there is no other, no file of its own and no key in package.json.
 * `publish` is null: neither latest.yml nor app-update.yml is ever written, the signed manifest is the only update metadata
 * ([DK4]).
 */
export function builderConfiguration(plan: Plan): Configuration {
  const { electron, kind } = plan;
  return {
    appId: kind === 'test' ? `${product.id}.test` : product.id,
    productName: product.name,
    copyright: product.copyright,
    // The architecture is part of every name: files of several machines lie in one folder.
    artifactName: `${product.command}-\${version}-\${os}-\${arch}${nameMark[kind]}.\${ext}`,
    directories: {
      app: plan.appFolder,
      output: plan.outFolder,
      buildResources: join(plan.root, 'build/package/resources'),
    },
    electronVersion: electron.version,
    ...(electron.folder === null ? {} : { electronDist: electron.folder }),
    electronFuses: fusesFor(electron.version),
    electronLanguages: ['ja', 'en-US', 'en'],
    asar: true,
    disableAsarIntegrity: false,
    // Without this it would look for packages in the repository, since the staged app has none.
    files: ['**/*', '!**/node_modules/**'],
    // Nothing native is inside and nothing is compiled here: the hub is not part of the desktop.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    removePackageScripts: true,
    protocols: product.protocols.map(({ name, schemes }) => ({ name, schemes: [...schemes] })),
    publish: null,
    generateUpdatesFilesForAllChannels: false,
    ...platformConfiguration(plan),
  };
}

function platformConfiguration(plan: Plan): Partial<Configuration> {
  const { platform, targets, kind, root } = plan;
  const resource = (name: string) => join(root, 'build/package/resources', name);
  if (platform === 'win') {
    return windowsConfiguration({ targets, kind, icon: resource('icon.ico'), ...plan.windows });
  }
  if (platform === 'mac') {
    return macConfiguration({
      targets,
      kind,
      keys: plan.mac.keys,
      resources: {
        icon: resource('icon.icns'),
        entitlements: resource('entitlements.mac.plist'),
        entitlementsInherit: resource('entitlements.mac.inherit.plist'),
      },
    });
  }
  return linuxConfiguration({
    targets,
    publisher: plan.publisher,
    compression: plan.compression,
    resources: {
      icons: resource('icons'),
      afterInstall: resource('after-install.sh.tpl'),
      afterRemove: resource('after-remove.sh.tpl'),
    },
  });
}
