import { type Locator, expect as patient } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { sendUntil } from '#test/support/pages/send-until.ts';
import type { ShopCustomer } from '#test/support/pages/shop-customer.ts';
import { recordWidget, type WidgetRecord } from '#test/support/widget-record.ts';

const expect = patient.configure({ timeout: 15_000 });

const ASKS = '交換品はいつ届きますか。もう三度目のお問い合わせです。';
const HALF = 'ご不便をおかけしております。交換品は';
const WHISPER = '承認。明日の午前着で手配済みです。送料は当方で。';
const REPLY_WHISPER = '承知しました。そのようにお伝えします。';
const ANSWER = `${HALF}明日の午前中にお届けいたします。`;
const LEADS_ANSWER = '責任者の真田でございます。送料は当店が負担いたします。';
const BACK = '引き続き、青山がご案内いたします。';

/** An agent and a lead in real windows of their own, and the customer's side, written down all the while. */
let demo: DemoShop;
let aoyama: DeskWindow;
let sanada: DeskWindow;
let misaki: ShopCustomer;
let record: WidgetRecord;

test.describe.configure({ mode: 'serial', timeout: 60_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  [aoyama, sanada] = await Promise.all([demo.windowOf('aoyama'), demo.windowOf('sanada')]);
  await Promise.all([aoyama.resize(1440, 900), sanada.resize(1440, 900)]);
  misaki = await demo.customer('nakamura-sakura');
  record = await recordWidget(misaki.page);
});
test.afterAll(() => demo?.close());

const shot = ({ page }: DeskWindow, name: string) => takePicture(page, `leads/${name}`);
const bar = ({ desk }: DeskWindow): Locator => desk.thread.getByRole('region', { name: desk.t('liveHelp:label') });
const strip = ({ desk }: DeskWindow): Locator =>
  desk.thread.getByRole('region', { name: desk.t('liveHelp:whisper.title') });

/** Writes and sends, until the customer has it. */
async function send(window: DeskWindow, text: string): Promise<void> {
  const { field } = window.desk.composer;
  await expect(field).toBeEditable();
  await field.fill(text);
  await sendUntil(window, () => expect(misaki.widget.bubble(text)).toBeVisible({ timeout: 4000 }));
}

async function openIt({ desk }: DeskWindow, tab: 'team' | 'all'): Promise<void> {
  await desk.tab(tab).click();
  await desk.row(ASKS).first().click();
}

test('[ES3] a lead watches and whispers; the agent reads it beside what they write, and answers both', async () => {
  await misaki.say(ASKS);
  await openIt(aoyama, 'team');
  await aoyama.desk.composer.take.click();
  await expect(aoyama.desk.composer.take).toHaveCount(0);
  await aoyama.desk.composer.field.fill(HALF);

  await openIt(sanada, 'all');
  await expect(bar(sanada)).toBeVisible();
  await sanada.page.keyboard.press('Alt+M');
  await expect(bar(sanada)).toContainText(sanada.desk.t('liveHelp:unwatch'));
  const seen = aoyama.desk.t('liveHelp:watchedBy', { name: '真田' }).slice(2);
  await expect(aoyama.desk.thread).toContainText(seen);

  await sanada.page.keyboard.press('Alt+W');
  const field = bar(sanada).getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill(WHISPER);
  await field.press('Enter');
  await expect(strip(aoyama)).toContainText(WHISPER);
  // Live, and nothing of the agent's was moved: the words and the hand are where they were.
  await expect(aoyama.desk.composer.field).toBeFocused();
  await expect(aoyama.desk.composer.field).toHaveValue(HALF);
  await shot(aoyama, 'whispered-ja-light');
  expect.soft(await axeFindings(aoyama.page, 'main')).toEqual([]);

  await aoyama.page.keyboard.press('Alt+W');
  const answer = strip(aoyama).getByRole('textbox');
  await expect(answer).toBeFocused();
  await answer.fill(REPLY_WHISPER);
  await answer.press('Enter');
  await expect(bar(sanada)).toContainText(REPLY_WHISPER);
  await shot(sanada, 'watching-ja-light');
  expect.soft(await axeFindings(sanada.page, 'main')).toEqual([]);
  await strip(aoyama)
    .getByRole('button', { name: aoyama.desk.t('liveHelp:whisper.gotIt') })
    .click();
  await expect(strip(aoyama)).toHaveCount(0);
  await send(aoyama, ANSWER);
});

test('[ES3] [CV1] [CV4] a lead takes over, answers and gives back; the agent keeps what they had written', async () => {
  const draft = '書きかけの返信です';
  await aoyama.desk.composer.field.fill(draft);
  await sanada.page.keyboard.press('Alt+K');
  await expect(aoyama.desk.thread).toContainText(
    aoyama.desk.t('liveHelp:youWereRelieved', { name: '真田' }).slice(2, 12),
  );
  await expect(aoyama.desk.composer.field).not.toBeEditable();
  await shot(aoyama, 'relieved-ja-light');
  await send(sanada, LEADS_ANSWER);
  await shot(sanada, 'taken-over-ja-light');
  await sanada.desk.thread
    .getByRole('region', { name: sanada.desk.t('liveHelp:label') })
    .getByRole('button')
    .click();
  await expect(aoyama.desk.composer.field).toBeEditable();
  await expect(aoyama.desk.composer.field).toHaveValue(draft);
  await expect(sanada.desk.composer.field).not.toBeEditable();
  await send(aoyama, BACK);
});

test('[TL5] the customer’s side showed and was told its answers, and nothing of the help', async () => {
  for (const theme of ['light', 'dark'] as const) {
    await sanada.choose({ locale: 'en', theme });
    await expect(sanada.page.locator('html')).toHaveAttribute('data-theme', theme);
    await shot(sanada, `watching-en-${theme}`);
    await aoyama.choose({ locale: 'en', theme });
    await shot(aoyama, `whispered-en-${theme}`);
  }
  await Promise.all([aoyama.resize(1100, 700), sanada.resize(1100, 700)]);
  await shot(aoyama, 'whispered-en-dark-1100');
  await sanada.page.keyboard.press('Alt+M');
  await shot(sanada, 'watching-en-dark-1100');
  const all = await record.everything();
  // The record is one: what they were told is in it.
  for (const said of [ANSWER, LEADS_ANSWER, BACK]) expect(all).toContain(said);
  await takePicture(misaki.page, 'leads/customer-of-help-ja-light');
  for (const secret of [
    WHISPER,
    REPLY_WHISPER,
    'モニタリング',
    'SVメモ',
    '送料は当方で',
    'help_changed',
    'watch_started',
    'whisperTo',
  ])
    expect(all).not.toContain(secret);
  const { whole } = (await demo.hub.cli(['verify'])) as { whole: boolean };
  expect(whole).toBe(true);
});
