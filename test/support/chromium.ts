import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from '@playwright/test';
// So that the page's window.Tsunagi has its type in every test.
import type {} from '#renderer/widget/tsunagi-global.ts';

const INSTALLED = '/usr/bin/chromium';

/** The Chromium of this machine, or the one Playwright brought along. */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    ...(existsSync(INSTALLED) ? { executablePath: INSTALLED } : {}),
    args: [
      // Chromium's sandbox does not work for root.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}

type Visit = { readonly locale?: 'ja' | 'en'; readonly dark?: boolean; readonly phone?: boolean };

/** A browser profile of its own: what it keeps is gone with it. */
export function newVisitor(
  browser: Browser,
  { locale = 'ja', dark = false, phone = false }: Visit = {},
): Promise<BrowserContext> {
  return browser.newContext({
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    colorScheme: dark ? 'dark' : 'light',
    viewport: phone ? { width: 390, height: 780 } : { width: 1000, height: 760 },
    ...(phone ? { hasTouch: true, isMobile: true } : {}),
  });
}

/** What a customer sees of the widget, by what it is called. */
export type WidgetParts = {
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly field: Locator;
  readonly send: Locator;
  /** The bubbles with exactly these words. */
  readonly bubble: (text: string) => Locator;
  readonly foots: Locator;
};

export function widgetOn(page: Page): WidgetParts {
  const host = page.locator('tsunagi-chat');
  const panel = host.getByRole('dialog').first();
  return {
    launcher: host.locator('.launcher'),
    panel,
    log: panel.getByRole('log'),
    field: panel.getByRole('textbox'),
    send: panel.locator('.send'),
    bubble: (text) => panel.locator('.bubble').getByText(text, { exact: true }),
    foots: panel.locator('.foot'),
  };
}

/** Types as a Japanese IME does: compositions that grow, Enter to take the word, then the word. */
export async function composeJapanese(page: Page, steps: readonly string[], word: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const text of steps) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  // The Enter that takes the word arrives while composing, as key code 229.
  const enter = { windowsVirtualKeyCode: 229, code: 'Enter', key: 'Enter' };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await session.send('Input.insertText', { text: word });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await session.detach();
}
