import { type Browser, expect, type Page, test } from '@playwright/test';
import { type ChildHub, type ChildHubAgent, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';

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

async function visit(): Promise<Page> {
  const context = await newVisitor(browser);
  const page = await context.newPage();
  await page.goto(`${shop.url}/?lang=ja`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  await widgetOn(page).launcher.click();
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  const { field } = widgetOn(page);
  await field.fill(text);
  await field.press('Enter');
}

const bubbles = (page: Page): Promise<string[]> => widgetOn(page).panel.locator('.bubble').allTextContents();
const settled = (page: Page) => expect(widgetOn(page).panel.locator('.waiting')).toHaveCount(0, { timeout: 30_000 });

/** What stands on the thread, as the agent reads it. */
async function thread(preview: string): Promise<string[]> {
  const { customerId, conversationId } = await aoyama.row(preview, 'all');
  const { page } = await aoyama.query('customer.open', { customerId, conversationId, limit: 200 });
  return page.items.flatMap((item) => ('hidden' in item || item.kind !== 'message' ? [] : [item.data.text]));
}

test('[SY6] a hub that is killed and comes back: what was written meanwhile arrives once and in order', async () => {
  test.setTimeout(120_000);
  const page = await visit();
  const { panel } = widgetOn(page);
  await write(page, '一つ目');
  await settled(page);
  const row = await aoyama.claim(await aoyama.row('一つ目'));

  await hub.kill();
  await expect(panel.getByText('再接続しています。ご入力の内容は、つながり次第お送りします。')).toBeVisible();
  await write(page, '二つ目');
  await write(page, '三つ目');
  await expect(panel.locator('.foot', { hasText: '送信待ち' })).toHaveCount(2);

  // The customer goes on to another page before the hub is back.
  await page.goto(`${shop.url}/other?lang=ja`);
  await expect(panel.locator('.waiting')).toHaveCount(2);
  await expect(panel.getByText('接続できませんでした。')).toBeVisible();
  await hub.start();
  await settled(page);
  await expect(panel.locator('.strip')).toBeHidden();
  const expected = ['一つ目', '二つ目', '三つ目'];
  expect(await bubbles(page)).toEqual(expected);
  expect(await thread('三つ目')).toEqual(expected);

  // And what is said to the customer while the line is down is there when it is back.
  const context = page.context();
  await context.setOffline(true);
  await expect(panel.locator('.strip')).toBeVisible();
  await aoyama.answer(row, '承知いたしました。');
  await write(page, '四つ目');
  await context.setOffline(false);
  await settled(page);
  await expect(widgetOn(page).bubble('承知いたしました。')).toHaveCount(1);
  expect(await bubbles(page)).toEqual([...expected, '承知いたしました。', '四つ目']);
  await context.close();
});

test('[SY2] an answer that is lost on the way doubles nothing: the same command is sent again', async () => {
  const page = await visit();
  await write(page, '最初の一通');
  await settled(page);
  // The hub hears the message, and no answer comes through any more, until the socket is cut.
  await page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      send.call(this, data);
      if (typeof data !== 'string' || !data.includes('visitor:send')) return;
      WebSocket.prototype.send = send;
      this.onmessage = null;
      Reflect.set(globalThis, 'cutLine', () => this.close());
    };
  });
  await write(page, '二度は届かない一通');
  await expect(widgetOn(page).panel.locator('.waiting')).toHaveCount(1);
  await aoyama.row('二度は届かない一通');
  await page.evaluate(() => (Reflect.get(globalThis, 'cutLine') as () => void)());
  await settled(page);
  expect(await bubbles(page)).toEqual(['最初の一通', '二度は届かない一通']);
  expect(await thread('二度は届かない一通')).toEqual(['最初の一通', '二度は届かない一通']);
  await page.context().close();
});

test('[SY3] events that were missed without the line breaking are noticed and fetched', async () => {
  test.setTimeout(60_000);
  const page = await visit();
  await write(page, '聞こえますか');
  await settled(page);
  const row = await aoyama.claim(await aoyama.row('聞こえますか'));
  // Topic events are lost on the way for a while; the heartbeat tells.
  await page.evaluate(() => {
    const own = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    Object.defineProperty(MessageEvent.prototype, 'data', {
      configurable: true,
      get() {
        const data = own?.get?.call(this);
        if (typeof data !== 'string' || !data.includes('["topic"')) return data;
        // What engine.io reads as "nothing".
        document.body.dataset['lost'] = 'yes';
        return '6';
      },
    });
  });
  await aoyama.answer(row, '一通目のお返事');
  await aoyama.answer(row, '二通目のお返事');
  await expect(page.locator('body')).toHaveAttribute('data-lost', 'yes');
  await expect(widgetOn(page).bubble('二通目のお返事')).toHaveCount(1, { timeout: 20_000 });
  expect(await bubbles(page)).toEqual(['聞こえますか', '一通目のお返事', '二通目のお返事']);
  await page.context().close();
});

test('a message that the hub refuses stays, says why, and can be taken back', async () => {
  const page = await visit();
  const { panel } = widgetOn(page);
  await write(page, 'こんにちは');
  await settled(page);
  // A photo that is nobody's: the hub will not have it on a thread.
  await page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      const text = '"text":"だめな一通"';
      const foreign =
        '"attachments":[{"blobId":"00000000-0000-4000-8000-000000000000","name":"x.png","mime":"image/png","size":1}]';
      const forged = String(data).replace(text, `${text},${foreign}`);
      if (forged !== data) WebSocket.prototype.send = send;
      send.call(this, forged);
    };
  });
  await write(page, 'だめな一通');
  const failed = panel.locator('.failed');
  await expect(failed).toContainText('送信できませんでした');
  await failed.getByRole('button', { name: '再送する' }).click();
  await settled(page);
  expect(await bubbles(page)).toEqual(['こんにちは', 'だめな一通']);
  await page.context().close();
});

test('a long conversation is read back page by page, from where the reader is', async () => {
  test.setTimeout(90_000);
  const page = await visit();
  const { log, panel } = widgetOn(page);
  await write(page, '長い話の始まり');
  await settled(page);
  const row = await aoyama.claim(await aoyama.row('長い話の始まり'));
  for (let i = 1; i <= 55; i++) await aoyama.answer(row, `ご案内その${i}`);
  await expect(panel.locator('.bubble')).toHaveCount(56);
  await page.reload();
  await expect(panel.locator('.bubble').last()).toHaveText('ご案内その55');
  await expect(panel.locator('.bubble')).toHaveCount(40);
  await log.evaluate((node) => {
    node.scrollTop = 0;
  });
  await expect(panel.locator('.bubble')).toHaveCount(56);
  expect((await bubbles(page))[0]).toBe('長い話の始まり');
  // The reader is where they were, not thrown to either end.
  const place = await log.evaluate((node) => ({ top: node.scrollTop, end: node.scrollHeight - node.clientHeight }));
  expect(place.top).toBeGreaterThan(200);
  expect(place.top).toBeLessThan(place.end - 200);
  await aoyama.answer(row, '読み返し中の新着');
  await expect(panel.getByRole('button', { name: '新着メッセージ' })).toBeVisible();
  await panel.getByRole('button', { name: '新着メッセージ' }).click();
  await expect(widgetOn(page).bubble('読み返し中の新着')).toBeInViewport();
  await page.context().close();
});
