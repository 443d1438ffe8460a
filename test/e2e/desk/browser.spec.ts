import { type Browser, expect, test } from '@playwright/test';
import { type ChildHub, DEFAULT_TEAM, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';
import { deskOn } from '#test/support/pages/desk.ts';

let hub: ChildHub;
let shop: HostileShop;
let browser: Browser;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  shop = await openHostileShop({ hub: hub.url });
  browser = await launchChromium();
  const names = ['--name', '青山 さくら', '--public-name', '青山', '--team', DEFAULT_TEAM];
  await hub.cli(['agent', 'add', 'aoyama', ...names, '--password-stdin'], PASSWORD);
});
test.afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await hub?.close();
});

test('[DK1] the same desk in a browser: signs in at the hub’s address, is live, and is still signed in after a reload', async () => {
  const visitor = await newVisitor(browser);
  const shopPage = await visitor.newPage();
  await shopPage.goto(`${shop.url}/?kind&lang=ja`);
  await shopPage.waitForFunction(() => window.Tsunagi !== undefined);
  const widget = widgetOn(shopPage);
  await widget.launcher.click();

  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(hub.url);
  const desk = deskOn(page, 'ja');
  await desk.signIn({ login: 'aoyama', password: 'wrong-horse-battery-42' });
  await expect(page.getByText(desk.t('auth:wrong'))).toBeVisible();
  await desk.signIn({ login: 'aoyama', password: PASSWORD });
  await expect(desk.connection('connected')).toBeVisible();
  await desk.tab('team').click();

  await widget.field.fill('ブラウザー版にも届きますか');
  await widget.field.press('Enter');
  await expect(desk.row('ブラウザー版にも届きますか')).toBeVisible();

  // No script can read the refresh token, and only the hub's own pages may send it.
  const cookies = await context.cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
    { httpOnly: true, sameSite: 'Strict' },
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.reload();
  await expect(desk.connection('connected')).toBeVisible();
  await expect(desk.row('ブラウザー版にも届きますか')).toBeVisible();
  await context.close();
  await visitor.close();
});
