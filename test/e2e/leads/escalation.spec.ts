import { type Locator, expect as patient } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { sendUntil } from '#test/support/pages/send-until.ts';
import type { ShopCustomer } from '#test/support/pages/shop-customer.ts';
import { recordWidget, type WidgetRecord } from '#test/support/widget-record.ts';

const expect = patient.configure({ timeout: 15_000 });

const NAME = '中村 さくら';
const ASKS = '返品した品の返金はいつになりますか。先週も同じことを伺いました。';
const QUESTION = '返品は確認済みです。本日中に返金し、手数料を免除してもよいでしょうか。';
const NOTE = '承認。本日中の返金とお伝えください。手数料の免除は今回限り。';
const HALF = 'お待たせしております。返金の件ですが、';
const SECOND = 'お客様が責任者との会話をご希望です。代わっていただけますか。';
const RULE_WORD = '内容証明';

/** An agent and a lead in real windows of their own, and the customer's side, written down all the while. */
let demo: DemoShop;
let aoyama: DeskWindow;
let sanada: DeskWindow;
let sakura: ShopCustomer;
let record: WidgetRecord;

test.describe.configure({ mode: 'serial', timeout: 60_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  [aoyama, sanada] = await Promise.all([demo.windowOf('aoyama'), demo.windowOf('sanada')]);
  await Promise.all([aoyama.resize(1440, 900), sanada.resize(1440, 900)]);
  sakura = await demo.customer('nakamura-sakura');
  record = await recordWidget(sakura.page);
});
test.afterAll(() => demo?.close());

const shot = ({ page }: DeskWindow, name: string) => takePicture(page, `leads/${name}`);

const strip = ({ desk }: DeskWindow): Locator =>
  desk.thread.getByRole('region', { name: desk.t('escalations:strip.label') });
const list = ({ page, desk }: DeskWindow): Locator => page.getByRole('listbox', { name: desk.t('escalations:list') });
const note = ({ page, desk }: DeskWindow): Locator =>
  page.getByRole('region', { name: desk.t('escalations:decide.label') }).getByRole('textbox');

/** The lead's page, by its place on the rail. */
async function openReview({ page, desk }: DeskWindow): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${desk.t('escalations:title')}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: desk.t('escalations:title') })).toBeVisible();
}

async function ask({ page, desk }: DeskWindow, question: string, wants: 'approval' | 'take_over'): Promise<void> {
  await page.keyboard.press('Control+E');
  const dialog = desk.dialog(desk.t('escalations:ask.title'));
  await dialog.getByRole('textbox', { name: desk.t('escalations:ask.question') }).fill(question);
  await dialog.getByRole('button', { name: desk.t(`escalations:asked.${wants}`), exact: true }).click();
  expect.soft(await axeFindings(page, '[role="dialog"]')).toEqual([]);
  if (wants === 'approval') await shot(aoyama, 'ask-ja-light');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

/** Writes and sends, until the customer has it. */
async function send(window: DeskWindow, text: string): Promise<void> {
  const { field } = window.desk.composer;
  await expect(field).toBeEditable();
  await field.fill(text);
  await sendUntil(window, () => expect(sakura.widget.bubble(text)).toBeVisible({ timeout: 4000 }));
}

test('[ES1] [ES2] an agent asks, a lead reviews and approves with a note, the agent sees it live and goes on', async () => {
  await sakura.say(ASKS);
  await aoyama.desk.tab('team').click();
  await aoyama.desk.row(ASKS).first().click();
  await aoyama.desk.composer.take.click();
  await expect(aoyama.desk.composer.take).toHaveCount(0);
  await ask(aoyama, QUESTION, 'approval');
  await expect(strip(aoyama)).toContainText(aoyama.desk.t('escalations:strip.raised'));
  await aoyama.desk.composer.field.fill(HALF);

  await openReview(sanada);
  const row = list(sanada).getByRole('option').filter({ hasText: QUESTION });
  await expect(row).toContainText(NAME);
  await row.click();
  // What happened is a path; a step leads to its item on the thread as it was when it was asked.
  const step = sanada.page.getByRole('button', { name: ASKS }).first();
  await expect(step).toBeVisible();
  await shot(sanada, 'review-ja-light');
  expect.soft(await axeFindings(sanada.page, 'main')).toEqual([]);
  await step.click();
  await expect(sanada.page.getByRole('region', { name: sanada.desk.t('escalations:thread') })).toContainText(ASKS);
  await shot(sanada, 'review-thread-ja-light');
  await sanada.page.getByRole('button', { name: sanada.desk.t('escalations:threadBack') }).click();

  await note(sanada).fill(NOTE);
  await expect(strip(aoyama)).toContainText(aoyama.desk.t('escalations:strip.in_review', { name: '真田' }).slice(2));
  await shot(aoyama, 'asked-ja-light');
  await sanada.page.keyboard.press('Alt+A');
  await expect(strip(aoyama)).toContainText(NOTE);
  // Live, and nothing of the agent's was moved: the words and the hand are where they were.
  await expect(aoyama.desk.composer.field).toBeFocused();
  await expect(aoyama.desk.composer.field).toHaveValue(HALF);
  await shot(aoyama, 'approved-ja-light');

  await strip(aoyama)
    .getByRole('button', { name: aoyama.desk.t('escalations:strip.resume') })
    .click();
  await expect(strip(aoyama)).not.toContainText(NOTE);
  await expect(aoyama.desk.composer.field).toBeFocused();
  await send(aoyama, `${HALF}本日中にお手続きいたします。`);
  await strip(aoyama)
    .getByRole('button', { name: aoyama.desk.t('escalations:strip.resolve') })
    .click();
  await aoyama.page.getByRole('menuitem', { name: aoyama.desk.t('escalations:outcome.granted') }).click();
  await expect(strip(aoyama)).toHaveCount(0);
});

test('[ES3] [CV1] a lead takes over, talks to the customer and gives back; one owner at any moment', async () => {
  await ask(aoyama, SECOND, 'take_over');
  await openReview(sanada);
  await list(sanada).getByRole('option').filter({ hasText: SECOND }).click();
  // The one that is asked about stands there, not the one before.
  const opened = sanada.page.getByRole('article').filter({ hasText: SECOND });
  await expect(opened.getByRole('region', { name: sanada.desk.t('escalations:decide.label') })).toBeVisible();
  await sanada.page.keyboard.press('Alt+T');
  await expect(strip(sanada)).toContainText(sanada.desk.t('escalations:strip.takenByMe'));
  await expect(strip(aoyama)).toBeVisible();
  await expect(aoyama.desk.composer.field).not.toBeEditable();
  await shot(aoyama, 'taken-ja-light');
  await send(sanada, '責任者の真田でございます。ご不便をおかけしております。');
  await shot(sanada, 'taken-by-lead-ja-light');
  await strip(sanada)
    .getByRole('button', { name: sanada.desk.t('escalations:strip.giveBack') })
    .click();
  await expect(aoyama.desk.composer.field).toBeEditable();
  await expect(sanada.desk.composer.field).not.toBeEditable();
  await expect(strip(sanada)).toHaveCount(0);
});

test('[ES1] a lead edits a rule on screen, and it raises one by itself', async () => {
  await openReview(sanada);
  const { page, desk } = sanada;
  await page
    .getByRole('group', { name: desk.t('escalations:show.label') })
    .getByRole('button')
    .last()
    .click();
  const rules = page.getByRole('list', { name: desk.t('escalations:show.rules') });
  await rules.getByRole('button').filter({ hasText: '言葉' }).first().click();
  const words = page.getByRole('textbox', { name: desk.t('escalations:rules.wordsJa') });
  await words.fill(`${await words.inputValue()}\n${RULE_WORD}`);
  await page.getByRole('checkbox', { name: desk.t('escalations:rules.enabled') }).check();
  await shot(sanada, 'rules-ja-light');
  expect.soft(await axeFindings(page, 'main')).toEqual([]);
  await page.getByRole('button', { name: desk.t('escalations:rules.save'), exact: true }).click();
  await expect(page.getByText(desk.t('escalations:rules.saved'))).toBeVisible();

  await page
    .getByRole('group', { name: desk.t('escalations:show.label') })
    .getByRole('button')
    .first()
    .click();
  await sakura.say(`もう待てません。${RULE_WORD}を送ります。`);
  const found = list(sanada).getByRole('option').filter({ hasText: RULE_WORD });
  await expect(found).toBeVisible();
  await found.click();
  await expect(strip(aoyama)).toContainText('ルール');
  for (const locale of ['ja', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      await sanada.choose({ locale, theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expect(
        page.getByRole('heading', { level: 1, name: deskOn(page, locale).t('escalations:title') }),
      ).toBeVisible();
      await shot(sanada, `rule-raised-${locale}-${theme}`);
    }
  }
});

test('[TL5] the customer’s side showed and was told nothing of it', async () => {
  const all = await record.everything();
  // The record is one: what they were told is in it.
  expect(all).toContain('責任者の真田でございます。');
  await takePicture(sakura.page, 'leads/customer-ja-light');
  for (const secret of [QUESTION, NOTE, SECOND, 'エスカレーション', 'escalation', 'SVに相談', '手数料の免除']) {
    expect(all).not.toContain(secret);
  }
  const { whole } = (await demo.hub.cli(['verify'])) as { whole: boolean };
  expect(whole).toBe(true);
});
