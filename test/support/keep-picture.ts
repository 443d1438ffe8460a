import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Smaller than any picture of a screen is, and larger than an empty one. */
const LEAST_BYTES = 15_000;

/** Takes a picture and looks that there is something on it; keeps it when asked to (TSUNAGI_WRITE_IMAGES) or when there is none yet. */
export async function keepPicture(of: Page | Locator, file: string): Promise<void> {
  const bytes = await of.screenshot({ animations: 'disabled', caret: 'hide' });
  expect(bytes.length, file).toBeGreaterThan(LEAST_BYTES);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere && process.env['TSUNAGI_WRITE_IMAGES'] !== '1') return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}
