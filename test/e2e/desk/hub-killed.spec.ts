import { type Browser, expect, test } from '@playwright/test';
import { type ChildHub, DEFAULT_TEAM, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';
import { type DeskWindow, openDeskWindow } from '#test/support/pages/desk-window.ts';
import { threadItems } from '#test/support/pages/thread-items.ts';

/** A few here, for each takes as long as two screens need to come back; twenty with TSUNAGI_KILLS=20, and in test/integration/realtime. */
const KILLS = Number(process.env['TSUNAGI_KILLS'] ?? 4);

let hub: ChildHub;
let shop: HostileShop;
let browser: Browser;
let window: DeskWindow;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  shop = await openHostileShop({ hub: hub.url });
  browser = await launchChromium();
  const names = ['--name', '青山 さくら', '--public-name', '青山', '--team', DEFAULT_TEAM];
  await hub.cli(['agent', 'add', 'aoyama', ...names, '--password-stdin'], PASSWORD);
  window = await openDeskWindow({ hub: hub.url, who: { login: 'aoyama', password: PASSWORD } });
});
test.afterAll(async () => {
  await window?.close();
  await browser?.close();
  await shop?.close();
  await hub?.close();
});

test(`[SY6] a hub killed ${KILLS} times in the middle of a chat: both screens go on, nothing lost, doubled or reordered`, async () => {
  test.setTimeout(60_000 + KILLS * 40_000);
  const { desk, page } = window;
  const context = await newVisitor(browser);
  const shopPage = await context.newPage();
  await shopPage.goto(`${shop.url}/?kind&lang=ja`);
  await shopPage.waitForFunction(() => 'Tsunagi' in globalThis);
  const widget = widgetOn(shopPage);
  await widget.launcher.click();
  const say = async (text: string) => {
    await widget.field.fill(text);
    await widget.field.press('Enter');
  };

  await say('お客様 0');
  await desk.tab('team').click();
  await desk.row('お客様 0').click();
  await desk.composer.take.click();
  await expect(desk.composer.field).toBeEditable();

  for (let round = 1; round <= KILLS; round++) {
    await desk.composer.field.fill(`返信 ${round}`);
    await desk.composer.field.focus();
    await page.keyboard.press('Control+Enter');
    await hub.kill();
    await say(`お客様 ${round}`);
    await hub.start();
    await expect(widget.panel.locator('.waiting')).toHaveCount(0, { timeout: 30_000 });
    await expect(desk.connection('connected')).toBeVisible({ timeout: 30_000 });
    const answered = widget.bubble(`返信 ${round}`);
    // Sent before the hub died, or sent again by itself; when the customer's words came first, the agent insists.
    await expect(async () => {
      const insist = desk.composer.stale.getByRole('button', { name: desk.t('composer:stale.send') });
      if (await insist.isVisible()) await insist.click();
      await expect(answered).toHaveCount(1, { timeout: 500 });
    }).toPass({ timeout: 30_000 });
  }

  const lines = Array.from({ length: KILLS }, (_, i) => [`お客様 ${i + 1}`, `返信 ${i + 1}`]).flat();
  const atCustomer = await widget.panel.locator('.bubble').allTextContents();
  expect([...atCustomer].sort()).toEqual(['お客様 0', ...lines].sort());
  await expect
    .poll(async () => (await threadItems(desk.thread)).flatMap((row) => row.match(/(?:お客様|返信) \d+$/m) ?? []))
    .toEqual(atCustomer);
  expect(await hub.cli(['verify'])).toMatchObject({ whole: true });
  await context.close();
});
