import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const IN_MODULES = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+(?:\/node_modules\/(?:@[^/]+\/)?[^/]+)*)\//;

/**
 * Which packages a bundle holds, by what its source maps name: what is really inside, not what could be. Paths as in
 * package-lock.json, without the leading `node_modules/`, in order.
 * @param folders of bundles, from `root`
 * @throws when a folder has no source map, for then nothing would be found in it
 */
export async function bundledPackages(root: string, folders: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    const names = await readdir(join(root, folder), { recursive: true });
    const maps = names.filter((name) => name.endsWith('.map'));
    if (maps.length === 0) throw new Error(`${folder} has no source maps; "npx node build/bundle.ts" writes them.`);
    for (const map of maps) {
      const { sources } = JSON.parse(await readFile(join(root, folder, map), 'utf8')) as { sources: string[] };
      for (const name of packagesIn(sources)) found.add(name);
    }
  }
  return [...found].sort();
}

/** The packages among a source map's sources. */
export function packagesIn(sources: readonly string[]): readonly string[] {
  return sources.flatMap((source) => {
    const found = IN_MODULES.exec(source.replaceAll('\\', '/').replaceAll('\0', ''))?.[1];
    return found === undefined ? [] : [found];
  });
}
