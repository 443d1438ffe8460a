import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** All files in a folder and below, or the file itself, as paths from `root` in a fixed order. */
async function filesOf(root: string, path: string): Promise<string[]> {
  const info = await stat(join(root, path));
  if (info.isFile()) return [path];
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const nested = await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? filesOf(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`])),
  );
  return nested.flat();
}

/**
 * One hash over the names and contents of files and folders: equal exactly when nothing in them changed. Times and
 * rights play no part, so that a fresh clone or a checkout back and forth gives the same hash.
 * @throws when an input does not exist
 */
export async function hashInputs(root: string, inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(inputs.map((input) => filesOf(root, input)))).flat().sort();
  for (const file of files) {
    const content = await readFile(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
