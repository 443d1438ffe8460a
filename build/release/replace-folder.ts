import { rename } from 'node:fs/promises';

/**
 * Puts a folder where another is, or none was; what was there is at `aside` then, which must not be there before.
 * @throws when it can not be put there; what was there before is then there again
 */
export async function replaceFolder(fresh: string, place: string, aside: string): Promise<void> {
  const wasThere = await rename(place, aside).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
      throw thrown;
    },
  );
  try {
    await rename(fresh, place);
  } catch (error) {
    if (wasThere) await rename(aside, place);
    throw error;
  }
}
