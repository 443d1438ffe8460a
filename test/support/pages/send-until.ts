import { expect } from '@playwright/test';
import type { DeskWindow } from './desk-window.ts';

const WHOLE_MS = 40_000;

/**
 * Sends what stands in the field, and goes on until `there` passes: an empty field alone may be one whose words are still
 * on their way. What was not on the screen for a moment is shown once more first, and is insisted on ([CV3]).
 */
export async function sendUntil(
  { page, desk }: Pick<DeskWindow, 'page' | 'desk'>,
  there: () => Promise<void>,
): Promise<void> {
  const { stale, field } = desk.composer;
  const insist = stale.getByRole('button', { name: desk.t('composer:stale.send') });
  await expect(async () => {
    if (await insist.isVisible()) await insist.click({ timeout: 2000 });
    else if ((await field.inputValue()) !== '') await page.keyboard.press('Control+Enter');
    await there();
  }).toPass({ timeout: WHOLE_MS });
}
