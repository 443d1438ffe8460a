import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type ChildHub, type ChildHubAgent, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';
import { testPhoto } from '#test/support/test-photo.ts';

let hub: ChildHub;
let shop: HostileShop;
let browser: Browser;
let aoyama: ChildHubAgent;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  shop = await openHostileShop({ hub: hub.url });
  browser = await launchChromium();
  aoyama = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
});
test.afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await hub?.close();
});

/** No violation of WCAG 2.2 A and AA in the widget; the shop's own page is the shop's. */
async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('tsunagi-chat')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

for (const locale of ['ja', 'en'] as const) {
  for (const dark of [false, true]) {
    // The layout of a telephone is the same in both languages.
    for (const phone of locale === 'ja' ? [false, true] : [false]) {
      test(`axe finds nothing: ${locale}, ${dark ? 'dark' : 'light'}, ${phone ? 'phone' : 'desktop'}`, async () => {
        const context = await newVisitor(browser, { locale, dark, phone });
        const page = await context.newPage();
        // The checker brings scripts along that the shop's policy would forbid.
        await page.goto(`${shop.url}/?kind&lang=${locale}`);
        await page.waitForFunction(() => window.Tsunagi !== undefined);
        await isAccessible(page);
        const { launcher, panel, field, send, bubble } = widgetOn(page);
        await launcher.click();
        await expect(panel.locator('.system')).toBeVisible();
        await isAccessible(page);
        const words = `${locale} ${dark} ${phone} https://example.com/order`;
        await panel.locator('input[type=file]').setInputFiles({
          name: 'photo.png',
          mimeType: 'image/png',
          buffer: await testPhoto(page, 640, 480),
        });
        await field.fill(words);
        await expect(send).not.toHaveAttribute('aria-disabled', 'true');
        await send.click();
        const row = await aoyama.claim(await aoyama.row(words));
        await aoyama.answer(row, '承知いたしました。 Thank you.');
        await expect(bubble('承知いたしました。 Thank you.')).toBeVisible();
        await isAccessible(page);
        await panel.locator('.photo').click();
        await isAccessible(page);
        await page.keyboard.press('Escape');
        await context.setOffline(true);
        await field.fill('offline');
        await send.click();
        await expect(panel.locator('.strip')).toBeVisible();
        // It comes in slowly, so that a moment's loss does not flicker: looked at when it is all there.
        await expect
          .poll(() => panel.locator('.strip').evaluate((node) => node.getAnimations().map((one) => one.playState)))
          .not.toContain('running');
        await isAccessible(page);
        await context.close();
      });
    }
  }
}

test('everything that can be pressed is at least 24 px, and Tab stays inside only where the chat is the whole screen', async () => {
  for (const phone of [false, true]) {
    const context = await newVisitor(browser, { phone });
    const page = await context.newPage();
    await page.goto(`${shop.url}/?kind&lang=ja`);
    await page.waitForFunction(() => window.Tsunagi !== undefined);
    const { panel, launcher } = widgetOn(page);
    await launcher.click();
    await expect(panel.locator('.system')).toBeVisible();
    const sizes = await panel.locator('button:visible, a:visible, textarea:visible').evaluateAll((nodes) =>
      nodes.map((node) => {
        const { width, height } = node.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(phone ? 36 : 24);
    await expect(panel).toHaveAttribute('role', 'dialog');
    if (phone) await expect(panel).toHaveAttribute('aria-modal', 'true');
    else await expect(panel).not.toHaveAttribute('aria-modal');
    for (let i = 0; i < 8; i++) await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.activeElement?.localName === 'tsunagi-chat');
    if (phone) expect(inside).toBe(true);
    await context.close();
  }
});

test('a screen reader hears our words once, and not the customer’s own', async () => {
  const context = await newVisitor(browser);
  const page = await context.newPage();
  await page.goto(`${shop.url}/?lang=ja`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  const { launcher, field, bubble } = widgetOn(page);
  await launcher.click();
  await field.fill('読み上げの確認です');
  await field.press('Enter');
  const row = await aoyama.claim(await aoyama.row('読み上げの確認です'));
  const live = page.locator('tsunagi-chat [aria-live="polite"]');
  await expect(live).toHaveText('');
  await aoyama.answer(row, 'お声をお届けします');
  await expect(bubble('お声をお届けします')).toBeVisible();
  await expect(live).toHaveText('青山: お声をお届けします');
  await context.close();
});
