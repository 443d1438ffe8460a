import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AppError } from '#server/errors.ts';

/** What is imported: a file that can be read again, or standard input, which can not. */
export type ImportSource = {
  readonly open: () => AsyncIterable<Buffer>;
  /** Bytes in all; unknown for standard input. */
  readonly size: number | null;
  /** SHA-256 of the bytes, by which an earlier run is known again; null for standard input. */
  readonly hash: Buffer | null;
};

/** Error: `bad_config` when there is no such file or it can not be read. */
export async function openSource(path: string): Promise<ImportSource> {
  if (path === '-') return { open: () => process.stdin as AsyncIterable<Buffer>, size: null, hash: null };
  const open = () => createReadStream(path) as AsyncIterable<Buffer>;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
    const hash = createHash('sha256');
    for await (const chunk of open()) hash.update(chunk);
    return { open, size: info.size, hash: hash.digest() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new AppError('bad_config', {
      cause: error,
      details: { setting: 'FILE', found: `${path} (${code})`, expected: 'a file of NDJSON, or - for standard input' },
    });
  }
}
