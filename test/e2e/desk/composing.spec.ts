import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { composeJapanese } from '#test/support/chromium.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import type { DeskParts } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { sendUntil } from '#test/support/pages/send-until.ts';
import { isWrittenInto } from '#test/support/pages/written-into.ts';

let demo: DemoShop;
let window: DeskWindow;
let desk: DeskParts;

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
  desk = window.desk;
});
test.afterAll(() => demo?.close());

async function openMine(customer: string): Promise<void> {
  await desk.tab('mine').click();
  await desk.row(customer).click();
  await expect(desk.thread.getByRole('heading', { name: customer })).toBeVisible();
  await expect(desk.composer.field).toBeEditable();
}

/** How often the hub has it on a thread. */
const timesKept = (text: string): Promise<number> =>
  inDatabaseOf(demo.hub, async ({ pool }) => {
    const { rows } = await pool.query(`select count(*)::int as n from timeline_item where data->>'text' = $1`, [text]);
    return rows[0].n;
  });

test('[CV3] what the customer said while one wrote is shown before anything is sent', async () => {
  const emi = await demo.customer('kato-emi');
  await emi.say('お取り置きをお願いできますか。');
  await desk.tab('team').click();
  await desk.row('加藤 恵美').click();
  await desk.composer.take.click();
  await expect(emi.widget.foots.last()).toHaveText(/既読/);
  await desk.composer.field.fill('渋谷店にお取り置きいたしました。');
  await emi.say('やはり銀座店にしてください。');
  await expect(desk.onThread('やはり銀座店にしてください。').first()).toBeVisible();
  await window.page.keyboard.press('Control+Enter');
  await expect(desk.composer.stale).toBeVisible();
  await expect(desk.composer.stale.getByText('やはり銀座店にしてください。')).toBeVisible();
  await expect(emi.widget.bubble('渋谷店にお取り置きいたしました。')).toHaveCount(0);

  // It goes back to the words, which are all there.
  await desk.composer.stale.getByRole('button', { name: desk.t('composer:stale.edit') }).click();
  await expect(desk.composer.stale).toBeHidden();
  await expect(desk.composer.field).toHaveValue('渋谷店にお取り置きいたしました。');
  await desk.composer.field.fill('銀座店にお取り置きいたしました。');
  await emi.say('18時ごろ伺います。');
  await expect(desk.onThread('18時ごろ伺います。').first()).toBeVisible();
  await window.page.keyboard.press('Control+Enter');
  await desk.composer.stale.getByRole('button', { name: desk.t('composer:stale.send') }).click();
  await expect(emi.widget.bubble('銀座店にお取り置きいたしました。')).toHaveCount(1);
  await expect(desk.composer.field).toHaveValue('');
});

test('[DK3] saved replies come by / and ／, never while an IME composes', async () => {
  const { page } = window;
  await openMine('James Li');
  await desk.composer.field.click();
  await page.keyboard.insertText('/');
  await expect(desk.composer.savedReplies).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.composer.savedReplies).toBeHidden();
  await expect(desk.composer.field).toHaveValue(/^[^/].{9}/);
  await desk.composer.field.fill('');
  await page.keyboard.insertText('／');
  await expect(desk.composer.savedReplies).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(desk.composer.savedReplies).toBeHidden();
  await desk.composer.field.fill('');
  const ime = await page.context().newCDPSession(page);
  await ime.send('Input.imeSetComposition', { text: '／', selectionStart: 1, selectionEnd: 1 });
  await expect(desk.composer.field).toHaveValue('／');
  await expect(desk.composer.savedReplies).toBeHidden();
  await ime.send('Input.insertText', { text: '／' });
  await expect(desk.composer.savedReplies).toBeVisible();
  await desk.composer.savedReplies.getByRole('option').first().click();
  await expect(desk.composer.savedReplies).toBeHidden();
  await expect(desk.composer.field).toHaveValue(/^[^／].{9}/);
  await desk.composer.field.fill('');
});

test('[DK3] Enter that ends a conversion neither sends nor chooses', async () => {
  await openMine('James Li');
  await desk.composer.field.click();
  await composeJapanese(window.page, ['と', 'とう', '到着'], '到着');
  await expect(desk.composer.field).toHaveValue('到着');
  await desk.composer.field.fill('');
});

test('[CV4] a draft outlives another conversation, a reload and the mode', async () => {
  const { page } = window;
  await openMine('James Li');
  await desk.composer.field.fill('We will refund the second ch');
  await desk.composer.toNote();
  await desk.composer.field.fill('決済会社に確認中');
  await openMine('佐藤 美咲');
  await expect(desk.composer.field).not.toHaveValue(/refund/);
  await openMine('James Li');
  await expect(desk.composer.field).toHaveValue('決済会社に確認中');
  await desk.composer.toReply();
  await expect(desk.composer.field).toHaveValue('We will refund the second ch');
  await expect(desk.composer.region.getByText(new RegExp(desk.t('composer:draftSaved')))).toBeVisible();
  await page.reload();
  await expect(desk.composer.field).toHaveValue('We will refund the second ch');
});

test('the palette finds a customer by kana and an order by its number, and opens them', async () => {
  const { page } = window;
  const palette = desk.dialog(desk.t('palette:title'));
  await page.keyboard.press('Control+K');
  await isWrittenInto(palette);
  await composeJapanese(page, ['と', 'とう', 'わたなべ'], 'わたなべ');
  await expect(palette.getByRole('option').filter({ hasText: '渡辺 大輔' }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.thread.getByRole('heading', { name: '渡辺 大輔' })).toBeVisible();

  await page.keyboard.press('Control+K');
  await isWrittenInto(palette);
  await page.keyboard.insertText('w2611340');
  await expect(palette.getByRole('option').filter({ hasText: '#W2611340' }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.thread.getByRole('heading', { name: '佐藤 美咲' })).toBeVisible();
  await expect(desk.onThread('#W2611340').first()).toBeInViewport();
});

test('[SY4] the window says that the hub is gone, keeps what is written, and is back by itself', async () => {
  test.setTimeout(90_000);
  await openMine('James Li');
  await demo.hub.kill();
  await expect(desk.connection('offline')).toBeVisible();
  await desk.composer.field.fill('Written while the hub was gone.');
  await demo.hub.start();
  await expect(desk.connection('connected')).toBeVisible({ timeout: 30_000 });
  await expect(desk.composer.field).toHaveValue('Written while the hub was gone.');
  // [CV3] what was loaded only now counts as seen once it was shown for a while; before that it is shown once more.
  await sendUntil(window, async () => expect(await timesKept('Written while the hub was gone.')).toBe(1));
  await expect(desk.composer.field).toHaveValue('');
  await expect(desk.composer.stale).toBeHidden();
  await expect(desk.onThread('Written while the hub was gone.')).toHaveCount(1);
  expect(await timesKept('Written while the hub was gone.')).toBe(1);
});
