// Tells the compiler of window.Tsunagi.
import '#renderer/widget/tsunagi-global.ts';
import type { Browser, Page } from '@playwright/test';
import { newVisitor, type WidgetParts, widgetOn } from '#test/support/chromium.ts';

/** A customer in a browser of their own, on a page of the demo shop, with the chat open. */
export type ShopCustomer = {
  readonly page: Page;
  readonly widget: WidgetParts;
  readonly say: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly hub: string;
  /** Who the shop says it is: a key of the demo's customers; nobody it knows when left out. */
  readonly as?: string;
  readonly locale?: 'ja' | 'en';
  readonly dark?: boolean;
};

export async function openShopCustomer(browser: Browser, options: Options): Promise<ShopCustomer> {
  const { hub, as, locale = 'ja', dark = false } = options;
  const context = await newVisitor(browser, { locale, dark });
  const page = await context.newPage();
  await page.goto(`${hub}/shop/my-page.html?lang=${locale}`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  if (as !== undefined) {
    await page.evaluate(async (key) => {
      const answer = await fetch(`/shop/identity/${key}`, { method: 'POST' });
      window.Tsunagi?.identify(((await answer.json()) as { data: { token: string } }).data.token);
    }, as);
  }
  const widget = widgetOn(page);
  await widget.launcher.click();
  await widget.field.waitFor();
  return {
    page,
    widget,
    async say(text) {
      await widget.field.fill(text);
      await widget.field.press('Enter');
      await widget.bubble(text).last().waitFor();
    },
    close: () => context.close(),
  };
}
