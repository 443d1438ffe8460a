import { type Locator, expect as patient } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { openShopCustomer, type ShopCustomer } from '#test/support/pages/shop-customer.ts';

const expect = patient.configure({ timeout: 15_000 });

const ASKS = '先日注文した豆を、店舗で受け取れますか。';
const SAVED = '{customer}、ご注文番号 {order} の商品を{today+2}までにご用意いたします。';
const CHANGED = '{customer}、ご注文番号 {order} の商品は{today+3}までに店頭へお届けします。';
const ADDED = '\nその他の件も了解しました。絶対に間に合います。';
const PUT_RIGHT = '\nその他の件も承知いたしました。必ず間に合います。';

let demo: DemoShop;
let aoyama: DeskWindow;
let sanada: DeskWindow;
let customer: ShopCustomer;

test.describe.configure({ mode: 'serial', timeout: 60_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  const [agent, lead] = await Promise.all([demo.agent('aoyama'), demo.agent('sanada')]);
  const text = { title: '店頭受取のご案内', body: SAVED };
  const saved = await agent.command('reply:save', { shortcut: 'pickup', ja: text, submit: true });
  const { id: replyId, revision } = saved.reply;
  await lead.command('reply:decide', { replyId, revision, decision: 'approve' });
  await lead.command('wording:save', {
    locale: 'ja',
    test: { kind: 'words', find: ['絶対に'], replace: '必ず', except: [] },
    reason: '断定は避けます',
    level: 'block',
    channels: [],
    enabled: true,
  });
  [aoyama, sanada] = await Promise.all([demo.windowOf('aoyama'), demo.windowOf('sanada')]);
  await Promise.all([aoyama.resize(1440, 900), sanada.resize(1440, 900)]);
  // Somebody whom the shop does not know: no name, and no order that an answer could name.
  customer = await openShopCustomer(demo.browser, { hub: demo.hub.url });
});
test.afterAll(() => demo?.close());

const field = (): Locator => aoyama.desk.composer.field;
const minded = (): Locator => aoyama.desk.composer.region.locator('mark');

/** Brings up the saved reply by its shortcut. */
async function callUp(): Promise<Locator> {
  await field().click();
  await aoyama.page.keyboard.insertText('/pickup');
  await expect(aoyama.desk.composer.savedReplies).toBeVisible();
  return aoyama.desk.composer.savedReplies.getByRole('option').first();
}

/** The library of saved replies, by its place on the rail. */
async function openLibrary({ page, desk }: DeskWindow): Promise<Locator> {
  await page.getByRole('link', { name: new RegExp(`^${desk.t('knowledge:title')}`) }).click();
  await page.getByRole('tab', { name: new RegExp(`^${desk.t('replies:tab')}`) }).click();
  const row = page.getByRole('listitem').filter({ hasText: '／pickup' });
  await expect(row).toBeVisible();
  return row;
}

test('a saved reply comes by its shortcut, filled; what could not be filled stops the send', async () => {
  const { desk, page } = aoyama;
  await customer.say(ASKS);
  await desk.tab('team').click();
  await desk.row(ASKS).first().click();
  await desk.composer.take.click();
  await expect(field()).toBeEditable();
  await expect(await callUp()).toContainText('店頭受取のご案内');
  await page.keyboard.press('Enter');
  await expect(field()).toHaveValue(/^お客様、ご注文番号 \{order\} の商品を\d+月\d+日（.）までにご用意いたします。$/);
  await expect(minded()).toHaveText(['{order}']);
  await page.keyboard.press('Control+Enter');
  await expect(desk.composer.region).toContainText(desk.t('composer:unfilled', { names: '{order}' }));
  await expect(field()).toHaveValue(/\{order\}/);
  // It is chosen: what is written takes its place.
  await page.keyboard.insertText('A-10482');
  await expect(field()).toHaveValue(/ご注文番号 A-10482 の商品/);
  await expect(minded()).toHaveCount(0);
});

test('wording is underlined while one writes, what a rule stops is not sent, and Alt Enter puts it right', async () => {
  const { desk, page } = aoyama;
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(ADDED);
  await expect(minded()).toHaveText(['了解しました', '絶対に']);
  await expect(desk.composer.region).toContainText('断定は避けます');
  await takePicture(page, 'leads/reply-wording-ja-light');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(field()).toHaveValue(new RegExp(ADDED));
  await page.keyboard.press('Alt+Enter');
  await expect(minded()).toHaveText(['了解しました']);
  await page.keyboard.press('Alt+Enter');
  await expect(minded()).toHaveCount(0);
  await expect(field()).toHaveValue(new RegExp(`${PUT_RIGHT}$`));
  await expect(field()).toBeFocused();
  const answer = await field().inputValue();
  // What the customer said counts as seen once it has stood there for a while ([CV3]); then they are told so.
  await expect(customer.widget.foots.last()).toContainText('既読');
  await page.keyboard.press('Control+Enter');
  await expect(field()).toHaveValue('');
  await expect(customer.widget.bubble(answer)).toHaveCount(1);
});

test('a change of a reply waits for a lead, who approves it; until then the words before it are in use', async () => {
  const { desk, page } = aoyama;
  const { t } = desk;
  const conversation = await page.evaluate(() => location.hash);
  const row = await openLibrary(aoyama);
  await expect(row).toContainText(t('replies:used_other', { count: 1 }));
  await row.getByRole('button').click();
  const japanese = desk.dialog(t('replies:edit')).getByRole('group', { name: t('replies:language.ja') });
  await japanese.getByLabel(t('replies:variant.body')).fill(CHANGED);
  await page.keyboard.press('Control+Enter');
  await expect(row).toContainText(t('replies:state.submitted'));
  await expect(row).toContainText(t('replies:olderInUse'));
  await page.evaluate((hash) => {
    location.hash = hash;
  }, conversation);
  await expect(await callUp()).toContainText('ご用意いたします');
  await field().fill('');

  const waiting = await openLibrary(sanada);
  await waiting.getByRole('button').click();
  const dialog = sanada.desk.dialog(t('replies:edit'));
  await expect(dialog.getByRole('region', { name: t('replies:preview.label') })).toContainText('店頭へお届けします');
  await dialog.getByText(t('replies:inUseNow', { shortcut: 'pickup' })).click();
  await takePicture(sanada.page, 'leads/reply-review-ja-light');
  expect.soft(await axeFindings(sanada.page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: t('replies:approve') }).click();
  await expect(dialog).toBeHidden();
  await expect(waiting).toContainText(t('replies:state.approved'));

  // At hand for the agent at once, without anything done there.
  await expect(async () => {
    await field().fill('');
    await expect(await callUp()).toContainText('店頭へお届けします', { timeout: 2000 });
  }).toPass();
});

test('the rules of wording are the lead’s to edit and to try; English and dark', async () => {
  const { page } = sanada;
  await sanada.choose({ locale: 'en', theme: 'dark' });
  const { t, dialog } = deskOn(page, 'en');
  await page.getByRole('tab', { name: t('replies:wording.tab') }).click();
  await page.getByRole('button', { name: /絶対に → 必ず/ }).click();
  const editor = dialog(t('replies:wording.edit'));
  await editor.getByLabel(t('replies:wording.try')).fill('絶対に大丈夫です');
  await expect(editor.getByRole('status')).toContainText('絶対に → 必ず');
  await takePicture(page, 'leads/wording-rule-en-dark');
  expect.soft(await axeFindings(page, '[role="dialog"]')).toEqual([]);
  await editor.getByLabel(t('replies:wording.reason')).fill('Nothing is certain');
  await page.keyboard.press('Control+Enter');
  await expect(editor).toBeHidden();
  await expect(page.getByRole('button', { name: /Nothing is certain/ })).toBeVisible();
});
