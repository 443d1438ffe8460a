import { readFile } from 'node:fs/promises';

/** Waits between the tries of a read that something else got in the way of: a virus scanner, a backup, too many files. */
const AGAIN_MS = [50, 150, 500];

const isGone = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ENOENT';

/** `none` when it is not there. What is there and can not be had is tried again for a moment; then it throws. */
export async function unlessGone<T, N>(act: () => Promise<T>, none: N): Promise<T | N> {
  for (const wait of [...AGAIN_MS, null]) {
    try {
      return await act();
    } catch (thrown: unknown) {
      if (isGone(thrown)) return none;
      if (wait === null) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return none;
}

/** Null when there is no such file; throws when there is one that can not be read. */
export const readIfThere = (path: string): Promise<Buffer | null> => unlessGone(() => readFile(path), null);
