import type { Platform } from './build-kind.ts';

/** One kind of file that a release consists of. */
export type Target = {
  readonly platform: Platform;
  /** electron-builder's word for it. */
  readonly name: string;
  readonly extension: string;
  /** Where electron-builder can make it from what the system's packages have, without fetching tools from elsewhere. */
  readonly offlineOn: readonly NodeJS.Platform[];
  /** What it takes where that is not so; null where nothing else is needed. */
  readonly needs: string | null;
};

const fromRelease = 'tools that electron-builder fetches from its release page on first use';

/** Every installer there is. What `offlineOn` leaves out is configured, and its configuration is tested, and no more than that. */
export const targets: readonly Target[] = [
  { platform: 'linux', name: 'dir', extension: '', offlineOn: ['linux'], needs: null },
  { platform: 'linux', name: 'tar.gz', extension: 'tar.gz', offlineOn: ['linux'], needs: null },
  { platform: 'linux', name: 'deb', extension: 'deb', offlineOn: ['linux'], needs: null },
  { platform: 'linux', name: 'rpm', extension: 'rpm', offlineOn: ['linux'], needs: null },
  {
    platform: 'linux',
    name: 'AppImage',
    extension: 'AppImage',
    offlineOn: [],
    needs: `the AppImage runtime: ${fromRelease}`,
  },
  { platform: 'win', name: 'nsis', extension: 'exe', offlineOn: [], needs: `NSIS with its plugins: ${fromRelease}` },
  { platform: 'win', name: 'msi', extension: 'msi', offlineOn: [], needs: `Windows (or Wine) and WiX: ${fromRelease}` },
  { platform: 'mac', name: 'dmg', extension: 'dmg', offlineOn: [], needs: 'macOS (hdiutil)' },
  { platform: 'mac', name: 'zip', extension: 'zip', offlineOn: [], needs: 'macOS (codesign, notarytool)' },
];

/** What `npm run package` makes here when it is not told: everything that can be made without fetching tools. */
export function defaultTargets(host: NodeJS.Platform): readonly Target[] {
  return targets.filter(({ offlineOn }) => offlineOn.includes(host));
}

/**
 * The targets of a list such as `deb,rpm` or `win:nsis`.
 * @throws when one is not known, or when two platforms are meant at once
 */
export function namedTargets(list: string): readonly Target[] {
  const found = list.split(',').map((word) => {
    const [platform, name] = word.includes(':') ? word.split(':') : [undefined, word];
    const fitting = targets.filter((one) => one.name === name && (platform === undefined || one.platform === platform));
    const [target] = fitting;
    if (target === undefined) {
      const known = targets.map((one) => `${one.platform}:${one.name}`).join(', ');
      throw new Error(`--targets names "${word}", which is not one of ${known}.`);
    }
    return target;
  });
  const platforms = [...new Set(found.map(({ platform }) => platform))];
  if (platforms.length > 1) throw new Error(`--targets names ${platforms.join(' and ')}; expected one platform a run.`);
  return found;
}
