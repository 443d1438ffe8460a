import { randomUUID } from 'node:crypto';
import { type Locator, expect as patient } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import type { ShopCustomer } from '#test/support/pages/shop-customer.ts';
import { isWrittenInto } from '#test/support/pages/written-into.ts';
import { type SecretService, startSecretService } from '#test/support/secret-service.ts';
import { recordWidget, type WidgetRecord } from '#test/support/widget-record.ts';

const expect = patient.configure({ timeout: 15_000 });

const ASKS = 'ミルの刃が割れていました。返金できますか。';
const WRITTEN = '商品代金は全額返金いたします。明日お届けします。';
const LET_OUT = '交換または返金で承ります。明日お届けします。';
const NOTE = '返金は確約しないでください。';
const NEXT_ASKS = 'フィルターの在庫はありますか。';
const TOO_SOON = 'フィルターは品切れです。';
const MEANT = 'フィルターは倉庫に12個ございます。';

/** An agent and a lead in real windows of their own, and the customer's side, written down all the while. */
let demo: DemoShop;
let aoyama: DeskWindow;
let sanada: DeskWindow;
let customer: ShopCustomer;
let record: WidgetRecord;
let secrets: SecretService;

test.describe.configure({ mode: 'serial', timeout: 60_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  [demo, secrets] = await Promise.all([openDemoShop(demoData), startSecretService()]);
  // Sending waits only where the computer can keep what waits ([SY5]).
  const keeping = demo.windowOf('aoyama', 'ja', secrets.args, secrets.env);
  [aoyama, sanada] = await Promise.all([keeping, demo.windowOf('sanada')]);
  await Promise.all([aoyama.resize(1440, 900), sanada.resize(1440, 900)]);
  customer = await demo.customer('nakamura-sakura');
  record = await recordWidget(customer.page);
  const lead = await demo.agent('sanada');
  const everything = { agentIds: [], teamIds: [], categoryIds: [], channels: [] };
  await lead.command('approval-rule:save', {
    id: randomUUID(),
    name: '返金',
    enabled: true,
    words: ['返金'],
    ...everything,
  });
});
test.afterAll(async () => {
  await demo?.close();
  await secrets?.close();
});

/** What the customer said counts as seen once it has stood before the agent for a while ([CV3]); then they are told so. */
const isSeen = ({ widget }: ShopCustomer): Promise<void> => expect(widget.foots.last()).toContainText('既読');

const strip = (state: 'waiting' | 'approved'): Locator =>
  aoyama.desk.thread.getByRole('region', { name: aoyama.desk.t(`approvals:strip.${state}`) });

test('an answer that a rule names waits: its author sees it, the lead’s number rises, the customer has nothing', async () => {
  const { desk, page } = aoyama;
  await customer.say(ASKS);
  await desk.tab('team').click();
  await desk.row(ASKS).first().click();
  await desk.composer.take.click();
  await expect(desk.composer.field).toBeEditable();
  await desk.composer.field.fill(WRITTEN);
  await isSeen(customer);
  await page.keyboard.press('Control+Enter');
  await expect(strip('waiting')).toBeVisible();
  await expect(desk.composer.field).toHaveValue('');
  await takePicture(page, 'leads/approval-waiting-ja-light');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);
  await sanada.page.getByRole('link', { name: sanada.desk.t('approvals:title') }).click();
  await expect(sanada.page.getByRole('option').first()).toContainText(WRITTEN);
  expect(await record.everything()).not.toContain(WRITTEN);
});

test('the lead corrects it with the difference in sight, by keyboard; its author hears it live, and what was changed', async () => {
  const { page, desk } = sanada;
  const field = page.getByRole('textbox', { name: desk.t('approvals:words') });
  await expect(field).toHaveValue(WRITTEN);
  await field.fill(LET_OUT);
  await expect(page.getByRole('deletion').first()).toBeVisible();
  await page.keyboard.press('Alt+J');
  await page.keyboard.insertText(NOTE);
  await takePicture(page, 'leads/approval-ja-light');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);
  await page.keyboard.press('Alt+A');
  await expect(customer.widget.bubble(LET_OUT)).toBeVisible();
  await expect(strip('approved')).toContainText(NOTE);
  await expect(strip('approved').getByRole('insertion').first()).toBeVisible();
  await takePicture(aoyama.page, 'leads/approval-changed-ja-light');
  await expect(aoyama.desk.onThread(LET_OUT)).toBeVisible();
  await strip('approved')
    .getByRole('button', { name: aoyama.desk.t('approvals:act.read') })
    .click();
  await expect(strip('approved')).toHaveCount(0);
});

test('the rules are the lead’s to edit; English and dark', async () => {
  const { page } = sanada;
  const { t } = deskOn(page, 'en');
  await sanada.choose({ locale: 'en', theme: 'dark' });
  await page
    .getByRole('button', { name: t('approvals:show.rules') })
    .first()
    .click();
  await expect(page.getByRole('button', { name: '返金' }).first()).toBeVisible();
  await takePicture(page, 'leads/approval-rules-en-dark');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);
});

test('[TL5] the customer was told the words that were let out, and nothing of what was held', async () => {
  const all = await record.everything();
  expect(all).toContain(LET_OUT);
  for (const secret of [WRITTEN, NOTE, 'held', 'approval', '承認']) expect(all).not.toContain(secret);
});

test('what was just sent is taken back by a key; what was meant leaves before the conversation is closed', async () => {
  const { desk, page } = aoyama;
  const emi = await demo.customer('kato-emi');
  await aoyama.choose({ sendDelay: 'always' });
  await emi.say(NEXT_ASKS);
  await desk.tab('team').click();
  await desk.row(NEXT_ASKS).first().click();
  await desk.composer.take.click();
  await expect(desk.composer.field).toBeEditable();
  await desk.composer.field.fill(TOO_SOON);
  await isSeen(emi);
  await page.keyboard.press('Control+Enter');
  const undo = desk.composer.region.getByRole('region', { name: desk.t('composer:undo.title') });
  await expect(undo).toContainText(TOO_SOON);
  await page.keyboard.press('Alt+Z');
  await expect(desk.composer.field).toHaveValue(TOO_SOON);
  await expect(undo).toHaveCount(0);
  await desk.composer.field.fill(MEANT);
  await page.keyboard.press('Control+Enter');
  await expect(undo).toContainText(MEANT);
  await takePicture(page, 'leads/undo-ja-light');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);

  await page.keyboard.press('Control+Shift+E');
  const dialog = desk.dialog(desk.t('wrapUp:title'));
  await expect(dialog).toBeVisible();
  await isWrittenInto(dialog);
  await page.keyboard.insertText('不良');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('交換');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(emi.widget.bubble(MEANT)).toBeVisible();
  await expect(emi.widget.bubble(TOO_SOON)).toHaveCount(0);
});
