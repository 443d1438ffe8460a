import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { signCall } from '#server/channels/webhooks/signed-call.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { type ChildHub, type ChildHubAgent, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium } from '#test/support/chromium.ts';

const SECRET = 'the secret of every till in Ginza, long enough';

let hub: ChildHub;
let browser: Browser;
let admin: ChildHubAgent;
let desk: ChildHubAgent;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  browser = await launchChromium();
  desk = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
  await hub.cli(['agent', 'add', 'it', '--name', '情シス', '--role', 'admin', '--password-stdin'], PASSWORD);
  await hub.cli(['agent', 'add', 'nao', '--name', 'Nao', '--role', 'clerk', '--password-stdin'], PASSWORD);
  admin = await hub.signIn({ login: 'it', password: PASSWORD });
  const { storeId } = await admin.command('store:save', { code: 'GINZA', name: '銀座店' });
  const { people } = await admin.query('settings.workspace', {});
  const clerk = people.find((person) => person.login === 'nao');
  await admin.command('store:place-clerk', { agentId: clerk?.id ?? '', storeId });
  await admin.command('channel:connect', { adapter: 'pos', name: 'Ginza tills', fields: { secret: SECRET } });
  await till({
    id: 'R-1001',
    type: 'purchase',
    receiptNumber: 'R-1001',
    customer: { loyalty: '0042-1187', name: '中村 さくら', kana: 'なかむら さくら' },
    items: [{ name: 'エスプレッソマシン「Kissa 2」ウォールナット', quantity: 1 }],
    total: { amount: 48_900, currency: 'JPY' },
  });
});
test.afterAll(async () => {
  await browser?.close();
  await hub?.close();
});

/** As a till does it: a signed call. */
async function till(event: object): Promise<void> {
  const { connections } = await admin.query('channel.list', {});
  const raw = JSON.stringify({ at: '2026-11-20T13:05:00+09:00', store: '銀座店', ...event });
  const response = await fetch(`${hub.url}${connections[0]?.hookUrl}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'tsunagi-signature': signCall(SECRET, Buffer.from(raw), new Date()),
    },
    body: raw,
  });
  expect(response.status).toBe(200);
}

async function counter(look: { locale: 'ja' | 'en'; dark: boolean }): Promise<Page> {
  const context = await browser.newContext({
    locale: look.locale === 'ja' ? 'ja-JP' : 'en-US',
    colorScheme: look.dark ? 'dark' : 'light',
    viewport: { width: 1280, height: 860 },
  });
  const page = await context.newPage();
  await page.goto(`${hub.url}/clerk`);
  await page.locator('input[name=username]').fill('nao');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('銀座店');
  return page;
}

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('a clerk finds by card, hands a customer to the desk, and answers what the desk asks', async () => {
  const page = await counter({ locale: 'ja', dark: false });
  await expect(page.getByRole('textbox', { name: '会員番号' })).toBeFocused();
  await page.keyboard.type('0042-1187');
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: '中村 さくら' });
  await expect(card).toContainText('Kissa 2');
  await card.getByRole('textbox', { name: 'ご用件' }).fill('レシートなしの交換をご希望です。');
  await card.getByRole('button', { name: 'デスクに引き継ぐ' }).click();
  await expect(card.getByRole('status').filter({ hasText: 'デスクに引き継ぎました' })).toBeVisible();

  const row = await desk.claim(await desk.row('レシートなしの交換をご希望です。'));
  expect(row).toMatchObject({ customerName: '中村 さくら', channel: 'store' });
  const { stores } = await desk.query('store.list', {});
  await desk.command('store:ask', {
    conversationId: row.conversationId,
    epoch: row.epoch,
    storeId: stores[0]?.id ?? '',
    text: '交換可能です。注文 #W3913498 をカードで確認済み。古い商品をお預かりください。',
  });
  const asked = page.getByRole('complementary');
  await expect(asked).toContainText('古い商品をお預かりください');
  await takePicture(page, 'clerk-page-ja-light');
  await isAccessible(page);
  await asked.getByRole('textbox', { name: '回答' }).fill('交換しました。');
  await asked.getByRole('button', { name: '回答する' }).click();
  await expect(asked).toContainText('現在、デスクからの質問はありません');
  await desk.row('交換しました。', 'mine');
  await page.context().close();
});

test('a receipt without a card finds its owner; a wrong number says so', async () => {
  await till({ id: 'R-2002', type: 'purchase', receiptNumber: 'R-2002', items: [{ name: '豆 200 g', quantity: 1 }] });
  const page = await counter({ locale: 'en', dark: true });
  const field = page.getByRole('textbox', { name: 'Loyalty card' });
  for (const number of ['0042-1187', 'R-2002']) {
    await field.fill(number);
    await field.press('Enter');
    await expect(page.getByText(number === 'R-2002' ? 'bought without a card' : 'At the counter')).toBeVisible();
  }
  await page.getByRole('button', { name: 'It belongs to 中村 さくら' }).click();
  await expect(page.getByText('on the thread now')).toBeVisible();
  await field.fill('R-2002');
  await field.press('Enter');
  await expect(page.getByRole('region', { name: '中村 さくら' })).toContainText('豆 200 g');
  await takePicture(page, 'clerk-page-en-dark');
  await isAccessible(page);
  await field.fill('no such number');
  await field.press('Enter');
  await expect(page.getByText('Nobody has exactly this')).toBeVisible();
  await page.context().close();
});

test('[DK1] whoever is of the desk is told where to go, and the page follows the hub’s policy', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(`${hub.url}/clerk`);
  await page.locator('input[name=username]').fill('aoyama');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This page is for store staff' })).toBeVisible();
  expect(refused).toEqual([]);
  await context.close();
});
