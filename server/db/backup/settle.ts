import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Has everything in a folder on the disk, and the folder itself: when it resolves, a power cut takes nothing of it. At the end and
 * for all at once, for the first file that waits takes most of the others along.
 */
export async function settle(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? settle(path) : sync(path));
  }
  await sync(folder);
}

/** A file, or the names in a folder. */
export async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
