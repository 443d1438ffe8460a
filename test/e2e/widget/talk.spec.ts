import { type Browser, expect, type Page, test } from '@playwright/test';
import { type ChildHub, type ChildHubAgent, startChildHub } from '#test/support/child-hub.ts';
import { composeJapanese, launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';
import { testPhoto } from '#test/support/test-photo.ts';

let hub: ChildHub;
let shop: HostileShop;
let browser: Browser;
let aoyama: ChildHubAgent;
let kimura: ChildHubAgent;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  shop = await openHostileShop({ hub: hub.url });
  browser = await launchChromium();
  aoyama = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
  kimura = await hub.agent({ login: 'kimura', name: '木村 健', publicName: '木村' });
});
test.afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await hub?.close();
});

async function visit(options: Parameters<typeof newVisitor>[1] = {}, path = '/?lang=ja'): Promise<Page> {
  const context = await newVisitor(browser, options);
  const page = await context.newPage();
  await page.goto(`${shop.url}${path}`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const { field, bubble } = widgetOn(page);
  await field.fill(text);
  await field.press('Enter');
  await expect(bubble(text)).toHaveCount(1);
}

/** Both sides know of the message: the outbox is empty. */
const settled = (page: Page) => expect(widgetOn(page).panel.locator('.waiting')).toHaveCount(0);

test('opens on a page with a strict policy and hostile styles, and leaks nothing into it', async () => {
  const broken: string[] = [];
  const context = await newVisitor(browser);
  const page = await context.newPage();
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(`${shop.url}/?lang=ja`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  const { launcher, panel, field } = widgetOn(page);
  await expect(launcher).toBeVisible();
  await launcher.click();
  await expect(panel).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('placeholder', 'メッセージを入力');
  const look = await panel.evaluate((node) => {
    const style = getComputedStyle(node);
    return { width: style.width, size: style.fontSize, color: style.color, display: style.display };
  });
  expect(look).toEqual({ width: '368px', size: '14px', color: 'rgb(31, 35, 40)', display: 'flex' });
  const globals = await page.evaluate(() => Object.keys(window).filter((name) => /tsunagi/i.test(name)));
  expect(globals).toEqual(['Tsunagi']);
  expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
  expect(broken).toEqual([]);
  await context.close();
});

test('[DK3] Enter while composing takes the word, and the next one sends', async () => {
  const page = await visit();
  const { launcher, field, bubble, foots } = widgetOn(page);
  await launcher.click();
  await composeJapanese(page, ['n', 'に', 'にほ', 'にほん', '日本'], '日本');
  await expect(field).toHaveValue('日本');
  await expect(bubble('日本')).toHaveCount(0);
  await field.press('End');
  await page.keyboard.insertText('の豆はありますか');
  await page.waitForTimeout(60);
  await field.press('Shift+Enter');
  await page.keyboard.insertText('教えてください');
  await page.keyboard.press('Enter');
  await expect(bubble('日本の豆はありますか\n教えてください')).toHaveCount(1);
  await expect(field).toHaveValue('');
  await expect(foots.last()).toHaveText(/^\d\d:\d\d$/);
  const row = await aoyama.row('日本の豆はありますか 教えてください');
  expect(row.channel).toBe('chat');
  await page.context().close();
});

test('the agent’s answer appears with a name, typing and read marks go both ways', async () => {
  const page = await visit();
  const { launcher, panel, bubble, foots, field } = widgetOn(page);
  await launcher.click();
  await say(page, '配送について教えてください');
  await settled(page);
  const row = await aoyama.claim(await aoyama.row('配送について教えてください'));
  const window = await aoyama.types(row);
  await expect(panel.getByText('青山が入力しています…')).toBeVisible();

  await aoyama.answer(row, '青山でございます。本日発送いたします。');
  await expect(bubble('青山でございます。本日発送いたします。')).toBeVisible();
  await expect(panel.getByText('青山が対応しております')).toBeVisible();
  await expect(panel.getByText('青山が入力しています…')).toBeHidden();

  await field.pressSequentially('は');
  await expect.poll(() => window.heard.filter(({ by, active }) => by === 'customer' && active).length).toBe(1);
  await field.fill('');
  await expect.poll(() => window.heard.at(-1)?.active).toBe(false);
  window.stop();

  const { customerId, conversationId } = row;
  const { page: thread } = await aoyama.query('customer.open', { customerId, conversationId });
  const mine = thread.items.find((item) => !('hidden' in item) && item.kind === 'message' && item.direction === 'in');
  await aoyama.command('thread:mark-read', { conversationId, customerId, seq: mine?.seq ?? 0 });
  await expect(foots.filter({ hasText: '既読' })).toHaveCount(1);

  // The customer saw the answer: it stands on the screen of an open chat.
  await expect
    .poll(async () => {
      const { page: now } = await aoyama.query('customer.open', { customerId, conversationId });
      const ours = now.items.find((item) => !('hidden' in item) && item.kind === 'message' && item.direction === 'out');
      return ours !== undefined && !('hidden' in ours) ? ours.delivery?.state : undefined;
    })
    .toBe('read');

  // Closed, the next answer only counts.
  await field.press('Escape');
  await expect(panel).toBeHidden();
  await expect(launcher).toBeFocused();
  await aoyama.answer(row, 'お届けは明日の午前です。');
  await expect(launcher).toHaveAccessibleName('チャットを開く（未読1件）');
  await launcher.press('Enter');
  await expect(bubble('お届けは明日の午前です。')).toBeVisible();
  await page.context().close();
});

test('a photo goes up, shows where the page allows no images, and opens large', async () => {
  const page = await visit();
  const { launcher, panel, send } = widgetOn(page);
  await launcher.click();
  const photo = await testPhoto(page, 3000, 2000);
  await panel.locator('input[type=file]').setInputFiles({ name: 'ひび.png', mimeType: 'image/png', buffer: photo });
  await expect(panel.locator('.chosen')).toHaveCount(1);
  await expect(send).not.toHaveAttribute('aria-disabled', 'true');
  await send.click();
  await settled(page);
  const tile = panel.getByRole('button', { name: '写真「ひび.png」を拡大する' });
  await expect(tile.locator('canvas')).toBeVisible();
  const [attachment] = await aoyama.row('ひび.png').then(async ({ customerId, conversationId }) => {
    const { page: thread } = await aoyama.query('customer.open', { customerId, conversationId });
    return thread.items.flatMap((item) =>
      'hidden' in item || item.kind !== 'message' ? [] : (item.data.attachments ?? []),
    );
  });
  // Six megapixels came as four.
  expect((attachment?.width ?? 0) * (attachment?.height ?? 0)).toBeLessThanOrEqual(4_000_000);
  await tile.click();
  const large = page.locator('tsunagi-chat').getByRole('dialog', { name: '写真：ひび.png' });
  await expect(large).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(panel).toBeVisible();
  await expect(tile).toBeFocused();
  await page.context().close();
});

test('a change of page keeps the chat, its draft and its place; a later visit is known again', async () => {
  const page = await visit();
  const { launcher, panel, field, bubble } = widgetOn(page);
  await launcher.click();
  await say(page, 'ページをまたぐ話です');
  await settled(page);
  await field.fill('書きかけ');
  await page.goto(`${shop.url}/cart?lang=ja`);
  await expect(panel).toBeVisible();
  await expect(bubble('ページをまたぐ話です')).toHaveCount(1);
  await expect(field).toHaveValue('書きかけ');
  await expect(field).not.toBeFocused();

  const row = await kimura.claim(await kimura.row('ページをまたぐ話です'));
  const state = await page.context().storageState();
  await page.close();
  await kimura.answer(row, 'お待たせしました。');
  const again = await browser.newContext({ storageState: state, locale: 'ja-JP' });
  const later = await again.newPage();
  await later.goto(`${shop.url}/?lang=ja`);
  const second = widgetOn(later);
  await expect(second.launcher).toHaveAccessibleName('チャットを開く（未読1件）');
  await second.launcher.click();
  await expect(second.bubble('ページをまたぐ話です')).toHaveCount(1);
  await expect(second.bubble('お待たせしました。')).toHaveCount(1);
  await again.close();
});

test('where storage is blocked the chat works as long as the page', async () => {
  const context = await newVisitor(browser);
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  const page = await context.newPage();
  await page.goto(`${shop.url}/?lang=ja`);
  await page.waitForFunction(() => window.Tsunagi !== undefined);
  await widgetOn(page).launcher.click();
  await say(page, '保存できない環境です');
  await settled(page);
  await context.close();
});

test('speaks the page’s language, and another when asked', async () => {
  const page = await visit({ locale: 'en' }, '/?lang=en');
  const { launcher, field, panel, send } = widgetOn(page);
  await expect(launcher).toHaveAccessibleName('Open the chat');
  await launcher.click();
  await expect(field).toHaveAttribute('placeholder', 'Write a message');
  await expect(panel.getByText('Hello. How can we help you?')).toBeVisible();
  await page.evaluate(() => window.Tsunagi?.setLocale('ja'));
  await expect(send).toHaveText('送信');
  await expect(panel.getByText('こんにちは。どのようなご用件でしょうか。')).toBeVisible();
  await page.evaluate(() => window.Tsunagi?.close());
  await expect(panel).toBeHidden();
  await page.context().close();
});
