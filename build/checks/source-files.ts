import { readdirSync } from 'node:fs';
import { root } from '#build/root.ts';

const folders = ['shared', 'server', 'electron', 'renderer', 'build', 'test'];

function filesBelow(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Our own files that end so, as paths from the root with `/`: those of the top folders and those beside them. */
export function sourceFiles(extensions: readonly string[]): string[] {
  const beside = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  return [...beside, ...folders.flatMap(filesBelow)]
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .sort();
}
