import { expect, type Locator } from '@playwright/test';

/** Waits until what is typed now goes into a field of it: a dialog takes the focus a moment after it stands. */
export async function isWrittenInto(dialog: Locator): Promise<void> {
  await expect(dialog.locator(':is(input, textarea):focus')).toHaveCount(1);
}
