import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const PREFIX = 'tsunagi-test-';

/** A fresh folder that is removed when the current test ends. Others may walk through it, as through a data folder. */
export async function tempDir(): Promise<string> {
  const folder = await makeTempDir();
  onTestFinished(() => removeDir(folder));
  return folder;
}

/** A fresh folder that the caller removes; for hooks and set-ups, where there is no current test. */
export async function makeTempDir(prefix: string = PREFIX): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o711);
  return folder;
}

export async function removeDir(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
