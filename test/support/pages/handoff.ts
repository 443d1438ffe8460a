import { expect, type Locator } from '@playwright/test';
import type { DeskParts } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { isWrittenInto } from './written-into.ts';

/** Opens the handoff dialog on the conversation that is open, and chooses who is asked by typing the name. */
export async function chooseReceiver(
  { page }: Pick<DeskWindow, 'page'>,
  desk: DeskParts,
  customer: string,
  receiver: string,
): Promise<Locator> {
  await page.keyboard.press('Control+Shift+H');
  const dialog = desk.dialog(desk.t('handoff:title', { name: customer }));
  await expect(dialog).toBeVisible();
  // Where the dialog puts the focus.
  await isWrittenInto(dialog);
  await page.keyboard.insertText(receiver);
  await expect(dialog.getByRole('option', { selected: true })).toContainText(receiver);
  return dialog;
}

/** Offers the conversation that is open to whoever of a team takes it. */
export async function offerToTeam({ page, desk }: DeskWindow, customer: string, team: string): Promise<void> {
  await page.keyboard.press('Control+Shift+H');
  const dialog = desk.dialog(desk.t('handoff:title', { name: customer }));
  await dialog
    .getByRole('option')
    .filter({ hasText: desk.t('handoff:anyoneIn', { team }) })
    .click();
  await expect(dialog.getByRole('textbox').nth(1)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

/** Offers the conversation that is open, all by keyboard, with the brief as it was drafted. */
export async function offerTo(window: DeskWindow, customer: string, receiver: string): Promise<void> {
  const dialog = await chooseReceiver(window, window.desk, customer, receiver);
  // While the brief is drafted nothing can be offered.
  await expect(dialog.getByRole('button', { name: receiver }).last()).toBeEnabled();
  await window.page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}
