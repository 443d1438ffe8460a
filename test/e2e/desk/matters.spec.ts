import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type DeskParts, deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';

let demo: DemoShop;
let window: DeskWindow;
let desk: DeskParts;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
  window.page.setDefaultTimeout(10_000);
  desk = deskOn(window.page, 'ja');
});
test.afterAll(() => demo?.close());

test('[CV7] two conversations of a customer are merged in the window, and it is taken back', async () => {
  const { page } = window;
  const { t } = desk;
  const { key } = (await demo.hub.cli(['key', 'add', 'till', '--grant', 'identity:assert'])) as { key: string };
  const response = await fetch(`${demo.hub.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      {
        source: 'mail',
        externalId: 'second-matter',
        kind: 'message',
        occurredAt: new Date().toISOString(),
        channel: 'email',
        direction: 'in',
        customer: { contactPoints: [{ kind: 'email', value: 'sato-misaki@example.jp', verified: true }] },
        data: { text: '同じ件でメールもお送りします' },
      },
    ]),
  });
  expect(await response.json()).toMatchObject({ ok: true, data: { lines: [{ status: 'accepted' }] } });
  const agent = await demo.agent('aoyama');
  const mail = await agent.row('同じ件でメールもお送りします', 'team');
  await agent.claim(mail);
  await desk.tab('mine').click();
  const name = mail.customerName;
  await desk.row(name).filter({ hasNotText: '同じ件でメール' }).first().click();
  await expect(desk.composer.field).toBeVisible();
  await page.getByRole('button', { name: t('thread:top.more') }).click();
  await page.getByRole('menuitem', { name: t('matters:merge') }).click();
  const dialog = desk.dialog(t('matters:merge'));
  await expect(dialog.getByText(`#${mail.number}`)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(desk.row('同じ件でメール')).toHaveCount(0);
  await page.getByRole('button', { name: t('matters:linkedCount_other', { count: 1 }) }).click();
  await page.getByRole('button', { name: t('matters:undo') }).click();
  await expect(desk.row(name)).toHaveCount(2);
});

test('many are looked at before anything is done to them, and each has its own result', async () => {
  const { page } = window;
  const { t } = desk;
  await page.getByRole('link', { name: t('bulk:title') }).click();
  await page.getByRole('button', { name: t('bulk:all') }).click();
  await page.getByRole('button', { name: t('bulk:act.resolve'), exact: true }).click();
  await page.getByRole('button', { name: t('bulk:preview') }).click();
  await expect(page.getByRole('cell', { name: t('bulk:field.outcome') }).first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: t('bulk:back') }).click();
  await page.getByRole('button', { name: t('bulk:act.tag'), exact: true }).click();
  await page.getByLabel(t('bulk:tagAdd')).fill('年末、VIP');
  await page.getByRole('button', { name: t('bulk:preview') }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  const rows = await table.getByRole('row').count();
  await page.getByRole('button', { name: t('bulk:run_other', { count: rows - 1 }) }).click();
  await expect(table.getByRole('cell', { name: t('bulk:state.done'), exact: true })).toHaveCount(rows - 1);
  await page.getByRole('link', { name: t('common:words.inbox') }).click();
  await desk.row('清水 直子').click();
  await expect(page.getByText('年末', { exact: true })).toBeVisible();
});

test('a bot fronts the chat, hands over, and the agent sees what it found out', async () => {
  const { page } = window;
  const context = await newVisitor(demo.browser, { locale: 'ja', dark: false });
  const shop = await context.newPage();
  await shop.goto(`${demo.hub.url}/shop/bot.html?lang=ja`);
  const widget = widgetOn(shop);
  await widget.field.waitFor();
  const say = async (text: string): Promise<void> => {
    await widget.field.fill(text);
    await widget.field.press('Enter');
  };
  await say('届いたカップが割れていました');
  const chat = shop.locator('tsunagi-chat');
  await chat
    .getByText(/ご注文番号をお知らせください/)
    .last()
    .waitFor();
  await say('10023 です');
  await chat
    .getByText(/おつなぎします|混み合っております/)
    .last()
    .waitFor();
  await desk.tab('team').click();
  await desk.row('返品・交換について').first().click();
  const front = page.getByRole('region', { name: desk.t('thread:botFront.label') });
  await expect(front).toContainText('返品・交換について');
  await expect(front).toContainText('10023');
  expect(await axeFindings(page)).toEqual([]);
  await context.close();
});
