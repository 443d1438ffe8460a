import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

type Added = {
  /** They are listed: what they replaced is needed no more. */
  readonly keep: () => Promise<void>;
  /** The pool as it was: else the next who renews the lists would list what nobody signed lists for. */
  readonly takeBack: () => Promise<void>;
};

/**
 * Copies packages into a pool. One of the same name is kept at `aside` until it is known what becomes of them.
 * @throws when one can not be copied; the pool is then as it was
 */
export async function addToPool(debs: readonly string[], pool: string, aside: string): Promise<Added> {
  const added = new Map<string, { readonly was: string | null }>();
  const keep = async (): Promise<void> => rm(aside, { recursive: true, force: true });
  const takeBack = async (): Promise<void> => {
    for (const [place, { was }] of added) await (was === null ? rm(place, { force: true }) : rename(was, place));
    added.clear();
    await keep();
  };
  await keep();
  await mkdir(aside, { recursive: true });
  await mkdir(pool, { recursive: true });
  try {
    for (const deb of debs) {
      const [place, was] = [join(pool, basename(deb)), join(aside, basename(deb))];
      added.set(place, { was: (await copied(place, was)) ? was : null });
      await copyFile(deb, place);
    }
  } catch (error) {
    await takeBack();
    throw error;
  }
  return { keep, takeBack };
}

/** False where there is none. */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
