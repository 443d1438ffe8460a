import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file of a release as its list of sums names it. */
export type SummedFile = { readonly name: string; readonly sha512: string };

/** The list's name, in the form that `sha512sum -c` reads. */
export const SUMS = 'SHA512SUMS';

/** The sum of a file of any size, hexadecimal. */
export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The text of the list, in order of name. */
export function sumsText(files: readonly SummedFile[]): string {
  const lines = [...files]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ sha512, name }) => `${sha512}  ${name}\n`);
  return lines.join('');
}

const LINE = /^([0-9a-f]{128}) [ *]([^/\\]+)$/;

/** @throws on a line that is not a sum and a plain name; a path could point anywhere. */
export function readSums(text: string): readonly SummedFile[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, sha512, name] = LINE.exec(line) ?? [];
      if (sha512 === undefined || name === undefined)
        throw new Error(`${SUMS} has a line that is not "sha512  name": ${line.slice(0, 80)}`);
      return { name, sha512 };
    });
}

/**
 * Which files of the list are not as it says, and which of the folder's are not in it.
 * @param present names of the folder's files that have to be in the list
 */
export async function sumFaults(folder: string, present: readonly string[]): Promise<readonly string[]> {
  const listed = readSums(await readFile(join(folder, SUMS), 'utf8'));
  const names = new Set(listed.map(({ name }) => name));
  const faults = present.filter((name) => !names.has(name)).map((name) => `${name} is not in ${SUMS}`);
  for (const { name, sha512 } of listed) {
    const isThere = await stat(join(folder, name)).catch(() => null);
    if (isThere === null) faults.push(`${name} is in ${SUMS} but not here`);
    else if ((await sha512Of(join(folder, name))) !== sha512)
      faults.push(`${name} is not what ${SUMS} says: it was changed`);
  }
  return faults;
}
