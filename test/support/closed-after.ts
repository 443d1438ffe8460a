import { afterAll } from 'vitest';

/** What was opened for this test file; closed after the file's tests. */
export async function closedAfterTests<T extends { readonly close: () => Promise<void> }>(
  opening: Promise<T>,
): Promise<T> {
  const opened = await opening;
  afterAll(opened.close);
  return opened;
}
