import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { KeptFile } from './manifest.ts';

/** The database is the slower one at this level, and text shrinks to a fifth. */
const LEVEL = 3;

/** Bytes pass through and are counted and hashed. */
function measured(hash: Hash): { through: Transform; size: () => number } {
  let size = 0;
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      size += piece.length;
      done(null, piece);
    },
  });
  return { through, size: () => size };
}

/** Keeps a stream as a gzip file that only its user may read. Not yet on the disk when it resolves: see `settle`. */
export async function keepFile(folder: string, file: string, source: Readable): Promise<KeptFile> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const [packed, plain] = [createHash('sha256'), createHash('sha256')];
  const [text, whole] = [measured(plain), measured(packed)];
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await pipeline(source, text.through, createGzip({ level: LEVEL }), whole.through, out);
  return { file, bytes: whole.size(), sha256: packed.digest('hex'), textSha256: plain.digest('hex') };
}

/** What a kept file holds, unpacked. */
export function openKept(folder: string, { file }: Pick<KeptFile, 'file'>): Readable {
  const packed = createReadStream(join(folder, file));
  const text = createGunzip();
  // An error of the file is an error of what is read from it.
  packed.on('error', (error) => text.destroy(error));
  return packed.pipe(text);
}

export async function sha256Of(source: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of source) hash.update(piece);
  return hash.digest('hex');
}

/** What is wrong with a kept file, in words; null when it is as it was written. */
export async function faultOf(folder: string, { file, bytes, sha256 }: KeptFile): Promise<string | null> {
  const path = join(folder, file);
  const found = await stat(path).catch(() => null);
  if (found === null) return `${file} is missing`;
  if (found.size !== bytes) return `${file} has ${found.size} bytes and not ${bytes}`;
  return (await sha256Of(createReadStream(path))) === sha256 ? null : `${file} was changed`;
}
