import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import type { ChildHubAgent } from '#test/support/child-hub.ts';
import { SHOPIFY_SECRET, SHOPIFY_TOKEN, shopifyHook, shopifyOrder, startShopify } from '#test/support/fake-shopify.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { isWrittenInto } from '#test/support/pages/written-into.ts';

const PASSWORD = 'correct-horse-battery-42';
const NAME = '佐藤 美咲';
const EMAIL = 'sato-misaki@example.jp';
const NUMBER = '#W7101';
const LOOKS = (['ja', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);

let demo: DemoShop;
let shop: Awaited<ReturnType<typeof startShopify>>;
let admin: ChildHubAgent;
let window: DeskWindow;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  [demo, shop] = await Promise.all([openDemoShop(demoData), startShopify()]);
  const who = ['agent', 'add', 'it', '--name', 'IT', '--public-name', 'IT', '--role', 'admin', '--password-stdin'];
  await demo.hub.cli(who, PASSWORD);
  admin = await demo.hub.signIn({ login: 'it', password: PASSWORD });
  await admin.command('channel:connect', {
    adapter: 'shopify',
    name: 'North Roastery',
    fields: { baseUrl: shop.url, accessToken: SHOPIFY_TOKEN, secret: SHOPIFY_SECRET, warehouses: '東京倉庫' },
  });
  window = await demo.windowOf('aoyama');
  await window.resize(1440, 900);
  await window.desk.row(NAME).click();
  await expect(window.desk.thread.getByRole('heading', { name: NAME })).toBeVisible();
});
test.afterAll(async () => {
  await demo?.close();
  await shop?.close();
});

/** The card of the order that the shop told of, in the panel. */
const cardOf = (desk: DeskWindow['desk']) =>
  desk.customerPanel
    .getByRole('article')
    .filter({ has: desk.button(desk.t('customer:showOrder', { number: NUMBER })) });
const stockOf = (desk: DeskWindow['desk']) =>
  desk.customerPanel.getByRole('article').filter({ hasText: desk.t('shop:stock') });

async function openRefund() {
  const { page, desk } = window;
  await cardOf(desk)
    .getByRole('button', { name: desk.t('shop:acts', { number: NUMBER }) })
    .click();
  await page.getByRole('menuitem', { name: `${desk.t('shop:act.refund')}…` }).click();
  const dialog = desk.dialog(desk.t('shop:title', { act: desk.t('shop:act.refund'), number: NUMBER }));
  await isWrittenInto(dialog);
  return dialog;
}

test('an order that its shop tells by a signed call is a card in the panel, with its stock [CH2]', async () => {
  const { desk } = window;
  const at = new Date(Date.now() - 40 * 60_000).toISOString();
  const order = shopifyOrder(7101, {
    email: EMAIL,
    customer: { id: 77, email: EMAIL, first_name: '美咲', last_name: '佐藤', verified_email: true },
    created_at: at,
    updated_at: at,
    payment_gateway_names: ['クレジットカード'],
    line_items: [{ id: 1, variant_id: 501, sku: 'K2-T', name: '給水タンク K2-T', quantity: 1, price: '48900' }],
  });
  shop.orders.set('7101', order);
  const { connections } = await admin.query('channel.list', {});
  const address = `${demo.hub.url}${connections.find(({ adapter }) => adapter === 'shopify')?.hookUrl}`;
  const forged = shopifyHook('orders/create', order, 'w-0', 'somebody else’s secret');
  expect((await fetch(address, forged)).status).toBe(401);
  expect((await fetch(address, shopifyHook('orders/create', order, 'w-1'))).status).toBe(200);

  await expect(cardOf(desk)).toBeVisible({ timeout: 15_000 });
  await expect(cardOf(desk)).toContainText('¥48,900');
  await expect(stockOf(desk)).toContainText('銀座店 0 · 渋谷店 3 · 東京倉庫 41', { timeout: 25_000 });
});

test('[PR6] a refund is locked until the check for it, which is done by keyboard alone', async () => {
  const { page, desk } = window;
  const dialog = await openRefund();
  await expect(dialog).toContainText(desk.t('shop:locked', { purpose: desk.t('checks:purpose.refund') }));
  const give = dialog.getByRole('button', { name: desk.t('shop:do') });
  await page.keyboard.type('水タンクのひび割れ');
  await expect(give).toBeDisabled();
  expect(await axeFindings(page, '[role=dialog]'), 'locked').toEqual([]);

  await page.keyboard.press('Control+j');
  const check = desk.dialog(desk.t('checks:title'));
  await expect(check.getByText(desk.t('checks:count', { done: 0, needed: 2 }))).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await expect(check, 'one of two is not enough').toBeVisible();
  await page.keyboard.press('2');
  await expect(check.getByText(desk.t('checks:count', { done: 2, needed: 2 }))).toBeVisible();
  expect(await axeFindings(page, '[role=dialog]'), 'check').toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(check).toBeHidden();
  await expect(desk.onThread(desk.t('checks:passedFor', { purpose: desk.t('checks:purpose.refund') }))).toBeVisible();
  await expect(
    desk.customerPanel
      .getByRole('region', { name: desk.t('checks:title') })
      .getByText(desk.t('checks:count', { done: 2, needed: 2 })),
  ).toBeVisible();
});

test('a refund above the agent’s limit is refused in words; one within it is done, and stands on the thread', async () => {
  const { page, desk } = window;
  const dialog = await openRefund();
  await expect(dialog.getByText(desk.t('shop:locked', { purpose: desk.t('checks:purpose.refund') }))).toHaveCount(0);
  await page.keyboard.type('水タンクのひび割れ');
  await page.keyboard.press('Control+Enter');
  const refusal = dialog.getByRole('alert');
  await expect(refusal).toContainText('¥48,900');
  await expect(refusal).toContainText('¥30,000');
  await takePicture(page, 'refund-dialog-light-ja');
  expect(await axeFindings(page, '[role=dialog]'), 'refused').toEqual([]);
  expect(shop.orders.get('7101')?.['refunds']).toEqual([]);

  await dialog.getByRole('textbox', { name: desk.t('shop:amount', { currency: 'JPY' }) }).fill('５，０００');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(cardOf(desk)).toContainText(`${desk.t('shop:act.refund')} ¥5,000 · ${desk.t('shop:state.done')}`, {
    timeout: 15_000,
  });
  const told = desk.thread
    .getByRole('log')
    .locator('p')
    .filter({ hasText: `${desk.t('shop:act.refund')} ${NUMBER}` });
  await expect(told).toContainText(`¥5,000 · ${desk.t('shop:result.done')} · 水タンクのひび割れ`);
  expect(shop.orders.get('7101')?.['refunds']).toMatchObject([{ transactions: [{ amount: '5000' }] }]);
});

test('the store that has the goods is one press away from holding them, after the check for a question', async () => {
  const { page, desk } = window;
  await page.keyboard.press('Control+j');
  const check = desk.dialog(desk.t('checks:title'));
  await expect(check.getByText(desk.t('checks:count', { done: 0, needed: 1 }))).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await expect(check).toBeHidden();
  // Less was asked for a question than for the refund: the header goes on saying what says more.
  await expect(desk.thread.getByRole('button', { name: desk.t('checks:chip', { done: 2, needed: 2 }) })).toBeVisible();
  await stockOf(desk)
    .getByRole('button', { name: desk.t('shop:hold', { store: '渋谷店' }) })
    .click();
  const dialog = desk.dialog(desk.t('shop:title', { act: desk.t('shop:act.hold_in_store'), number: NUMBER }));
  await expect(dialog).toContainText(desk.t('shop:inStock', { name: '渋谷店', count: 3 }));
  await isWrittenInto(dialog);
  await page.keyboard.type('本日お受け取り');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(cardOf(desk)).toContainText(
    `${desk.t('shop:act.hold_in_store')} 渋谷店 · ${desk.t('shop:state.done')}`,
    {
      timeout: 15_000,
    },
  );
  expect(shop.seen.filter(({ path }) => path.includes('/move.json'))).toHaveLength(1);
});

for (const { locale, theme } of LOOKS) {
  test(`the card with its acts, ${locale}, ${theme}`, async () => {
    const { page } = window;
    await window.choose({ locale, theme });
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const desk = deskOn(page, locale);
    await stockOf(desk).scrollIntoViewIfNeeded();
    expect(await axeFindings(page, 'aside'), 'panel').toEqual([]);
    await cardOf(desk)
      .getByRole('button', { name: desk.t('shop:acts', { number: NUMBER }) })
      .click();
    await expect(page.getByRole('menuitem', { name: `${desk.t('shop:act.refund')}…` })).toBeInViewport();
    await takePicture(page, `order-card-acts-${theme}-${locale}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  });
}
