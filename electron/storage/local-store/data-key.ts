import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#electron/storage/atomic-file.ts';
import { DATA_KEY_BYTES } from './sealed-record.ts';

/** Wraps a text by the OS's secret store; throws when it is locked or the text is not its own. */
export type KeyWrapper = {
  readonly wrap: (text: string) => Promise<Buffer>;
  readonly unwrap: (bytes: Buffer) => Promise<string>;
};

type Options = {
  readonly folder: string;
  readonly wrapper: KeyWrapper;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

const FILE = 'key.bin';

/**
 * The random key of a folder's records, made at first use. A key that can not be unwrapped though the store works is of
 * another machine or keyring: the folder is set aside whole and begun anew. Throws when the store itself does not work.
 */
export async function openDataKey({ folder, wrapper, now, log }: Options): Promise<Buffer> {
  await demandWorking(wrapper);
  const path = join(folder, FILE);
  const wrapped = await readFile(path).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  if (wrapped !== null) {
    const key = await unwrapped(wrapper, wrapped);
    if (key !== null) return key;
    const aside = `${folder}.unreadable-${now()}`;
    await rename(folder, aside);
    log('what was kept on this machine can not be read with its secret store; it was set aside');
  }
  const key = randomBytes(DATA_KEY_BYTES);
  await writeFileAtomically(path, await wrapper.wrap(key.toString('base64')));
  return key;
}

/** A locked store is not a reason to set anything aside. */
async function demandWorking({ wrap, unwrap }: KeyWrapper): Promise<void> {
  const sample = randomBytes(8).toString('hex');
  if ((await unwrap(await wrap(sample))) !== sample)
    throw new Error('the secret store does not give back what it took');
}

async function unwrapped({ unwrap }: KeyWrapper, bytes: Buffer): Promise<Buffer | null> {
  try {
    const key = Buffer.from(await unwrap(bytes), 'base64');
    return key.length === DATA_KEY_BYTES ? key : null;
  } catch {
    return null;
  }
}
