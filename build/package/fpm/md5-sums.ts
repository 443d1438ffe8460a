import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What `dpkg --verify` compares with: one line per file, in order of name. For finding broken disks, not attackers. */
export async function md5Sums(tree: string): Promise<string> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)));
  const lines: string[] = [];
  // One after the other: the program alone has 150 MB.
  for (const path of paths.sort()) {
    const hash = createHash('md5');
    await pipeline(createReadStream(join(tree, path)), hash);
    lines.push(`${hash.digest('hex')}  ${path}\n`);
  }
  return lines.join('');
}
