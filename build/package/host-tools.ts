import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Target } from './targets.table.ts';

/** A program that making a target here needs, and Debian's package of it. */
type Tool = { readonly commands: readonly string[]; readonly package: string; readonly for: readonly string[] };

const tools: readonly Tool[] = [
  { commands: ['7zz', '7za', '7z'], package: 'p7zip-full', for: ['tar.gz'] },
  { commands: ['dpkg-deb'], package: 'dpkg', for: ['deb'] },
  { commands: ['rpmbuild'], package: 'rpm', for: ['rpm'] },
];

type Look = (command: string) => string | null;

function onPath(command: string): string | null {
  const { stdout, status } = spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** What has to be installed for these targets; empty when nothing is missing. */
export function missingPackages(targets: readonly Target[], look: Look = onPath): readonly string[] {
  const needed = tools.filter((tool) =>
    targets.some(({ platform, name }) => platform === 'linux' && tool.for.includes(name)),
  );
  return needed
    .filter(({ commands }) => commands.every((command) => look(command) === null))
    .map((tool) => tool.package);
}

/**
 * What electron-builder has to be told so that it takes the system's tools and fetches none: since 26.17 it downloads 7-Zip and
 * fpm otherwise, also with ELECTRON_BUILDER_OFFLINE.
 */
export function toolEnvironment(root: string, look: Look = onPath): Readonly<Record<string, string>> {
  const sevenZip = ['7zz', '7za', '7z'].map(look).find((path) => path !== null);
  return {
    CUSTOM_FPM_PATH: join(root, 'build/package/fpm/fpm.mjs'),
    ELECTRON_BUILDER_CACHE: join(root, '.cache/electron-builder'),
    ...(sevenZip === undefined || sevenZip === null ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
  };
}
