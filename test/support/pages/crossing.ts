import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import type { Channel } from '#shared/domain/channels.ts';
import { newVisitor, type WidgetParts, widgetOn } from '#test/support/chromium.ts';
import type { DeskWindow } from './desk-window.ts';

type HandOff = {
  readonly customer: string;
  /** Found by typing. */
  readonly receiver: string;
  readonly channel: Channel;
  /** The way, by words of it, where it is not the best one. */
  readonly way?: string;
  readonly warm?: boolean;
  /** Written as what the customer wants. */
  readonly wants: string;
};

/** Fills the handoff dialog on the conversation that is open, and leaves it for a look. */
export async function fillHandOff({ page, desk }: DeskWindow, wish: HandOff): Promise<Locator> {
  await page.keyboard.press('Control+Shift+H');
  const dialog = desk.dialog(desk.t('handoff:title', { name: wish.customer }));
  await dialog.getByRole('radio', { name: desk.t(`common:channel.${wish.channel}`) }).check();
  if (wish.way !== undefined) {
    await dialog.getByRole('combobox', { name: desk.t('handoff:how') }).click();
    await page.getByRole('option').filter({ hasText: wish.way }).first().click();
  }
  await dialog.getByRole('combobox', { name: desk.t('handoff:receivers') }).fill(wish.receiver);
  await expect(dialog.getByRole('option', { selected: true })).toContainText(wish.receiver);
  if (wish.warm === true) await dialog.getByRole('checkbox', { name: desk.t('handoff:warm') }).check();
  const part = desk.t('handoff:brief.wants');
  await dialog.getByRole('textbox', { name: desk.t('handoff:brief.line', { part, index: 1 }) }).fill(wish.wants);
  return dialog;
}

/** Gives what the dialog holds, by its chord. */
export async function giveHandOff({ page }: DeskWindow, dialog: Locator): Promise<void> {
  await expect(dialog.locator('footer').getByRole('button').last()).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

/** The brief that came with the conversation that is open. */
export const briefOn = ({ desk }: DeskWindow, from: string): Locator =>
  desk.thread.getByRole('region', { name: desk.t('thread:top.briefFrom', { name: from }) });

/** The notice that the customer is on the way to another channel. */
export const onTheWay = ({ desk }: DeskWindow, customer: string, channel: Channel): Locator =>
  desk.thread.getByRole('region', {
    name: desk.t('handoff:onTheWay.title', { customer, channel: desk.t(`common:channel.${channel}`) }),
  });

/** The notice that the customer has come. */
export const hasCome = ({ desk }: DeskWindow, customer: string, channel: Channel, name?: string): Locator =>
  desk.thread.getByText(
    desk.t(name === undefined ? 'handoff:came.toYou' : 'handoff:came.to', {
      customer,
      channel: desk.t(`common:channel.${channel}`),
      name,
    }),
  );

/** The page that links and codes lead to, on a customer's telephone. */
export type GoPage = {
  readonly page: Page;
  readonly widget: WidgetParts;
  readonly say: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openGoPage(browser: Browser, address: string): Promise<GoPage> {
  const context = await newVisitor(browser, { phone: true });
  const page = await context.newPage();
  await page.goto(address);
  const widget = widgetOn(page);
  return {
    page,
    widget,
    async say(text) {
      await widget.field.fill(text);
      // On a telephone Enter is a new line.
      await widget.send.click();
      await widget.bubble(text).last().waitFor();
    },
    close: () => context.close(),
  };
}

/** The address of a link in some words that a customer got. */
export const linkIn = (text: string): string | null => /https?:\/\/\S+\/go#[\w-]+/.exec(text)?.[0] ?? null;
