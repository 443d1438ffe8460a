import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateFile } from '#shared/domain/update-manifest.ts';
import { type FeedFetch, FeedTooLarge, streamOf } from './feed.ts';

type Download = {
  readonly fetch: FeedFetch;
  readonly url: string;
  readonly file: UpdateFile;
  /** Of our own, for this user alone; what else lies in it is taken away. */
  readonly folder: string;
  readonly onProgress: (percent: number) => void;
};

/**
 * Brings a file into the folder. It has its name there only once it is whole, of the size and hash that were signed, and on
 * disk; whatever goes wrong leaves nothing behind.
 * @returns its path, or what is wrong with it
 * @throws FeedUnreachable when it cannot be had now, and what the disk throws
 */
export async function downloadFile(
  download: Download,
): Promise<{ readonly path: string } | { readonly refusal: 'wrong_size' | 'wrong_hash' }> {
  const { file, folder } = download;
  const path = join(folder, placeOf(file));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if ((await checkFile(path, file)) === null) return { path };
  await emptyFolder(folder);
  const partial = join(folder, `${randomUUID()}.partial`);
  try {
    const refusal = await fill(partial, download);
    if (refusal !== null) return { refusal };
    await rename(partial, path);
    return { path };
  } finally {
    await rm(partial, { force: true });
  }
}

/** Two releases may call their file the same; the hash tells them apart. */
const placeOf = (file: UpdateFile): string => `${file.sha512.slice(0, 16)}-${file.name}`;

async function fill(
  partial: string,
  { fetch, url, file, onProgress }: Download,
): Promise<'wrong_size' | 'wrong_hash' | null> {
  const hash = createHash('sha512');
  const target = await open(partial, 'wx', 0o600);
  let total = 0;
  let told = 0;
  try {
    for await (const part of streamOf(fetch, url, file.size)) {
      hash.update(part);
      await target.writeFile(part);
      total += part.length;
      const percent = Math.floor((total / file.size) * 100);
      if (percent > told) onProgress(percent);
      told = Math.max(told, percent);
    }
    await target.sync();
  } catch (thrown: unknown) {
    if (thrown instanceof FeedTooLarge) return 'wrong_size';
    throw thrown;
  } finally {
    await target.close();
  }
  if (total !== file.size) return 'wrong_size';
  return hash.digest('hex') === file.sha512 ? null : 'wrong_hash';
}

/** Reads the file as it lies on the disk now: null when it is the one that was signed. A missing one has the wrong size. */
export async function checkFile(path: string, file: UpdateFile): Promise<'wrong_size' | 'wrong_hash' | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile() || found.size !== file.size) return 'wrong_size';
  const hash = createHash('sha512');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex') === file.sha512 ? null : 'wrong_hash';
}

/** Takes away what earlier updates left. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    await rm(join(folder, name), { recursive: true, force: true });
}
