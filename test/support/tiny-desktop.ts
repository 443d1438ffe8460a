import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK = 4 * 1024 * 1024;

/** An archive as Electron reads it, of small files with right sums. */
export function tinyAsar(files: Readonly<Record<string, string>>): Buffer {
  let offset = 0;
  const entries = Object.entries(files).map(([name, text]) => {
    const bytes = Buffer.from(text);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const integrity = { algorithm: 'SHA256', hash, blockSize: BLOCK, blocks: [hash] };
    const entry = { size: bytes.length, offset: String(offset), integrity };
    offset += bytes.length;
    return [name, entry] as const;
  });
  const header = Buffer.from(JSON.stringify({ files: Object.fromEntries(entries) }));
  const padded = Math.ceil(header.length / 4) * 4;
  const head = Buffer.alloc(16 + padded);
  for (const [at, value] of [4, padded + 8, padded + 4, header.length].entries()) head.writeUInt32LE(value, at * 4);
  header.copy(head, 16);
  return Buffer.concat([head, Buffer.from(Object.values(files).join(''))]);
}

/** The package.json of a packed app, as release:verify looks at it. */
export function appManifest(kind: string, more: object = {}): string {
  return JSON.stringify({ version: '1.0.0', tsunagi: { kind }, ...more });
}

/** The part of a program that its fuses are in; one character each, `1` for set. */
export function fuseWire(states: string): Buffer {
  const head = Buffer.from(`dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX${String.fromCharCode(1, states.length)}`, 'latin1');
  return Buffer.concat([head, Buffer.from(states)]);
}

/** Fuses of a release, in the order of the wire. */
export const RELEASE_FUSES = '01001100';

/** Lays out an unpacked desktop that release:verify finds in order: a program with right fuses, and an archive. */
export async function layOutDesktop(folder: string, kind: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await writeFile(join(folder, 'tsunagi'), fuseWire(RELEASE_FUSES), { mode: 0o755 });
  await writeFile(join(folder, 'chrome-sandbox'), 'helper', { mode: 0o755 });
  await writeFile(
    join(folder, 'resources/app.asar'),
    tinyAsar({ 'package.json': appManifest(kind), 'main.cjs': 'code' }),
  );
}
