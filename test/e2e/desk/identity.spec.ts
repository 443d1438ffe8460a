import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';

const LOOKS = (['ja', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);
const BOUGHT = 'ドリッパー 02';

let demo: DemoShop;
let window: DeskWindow;

/** What a till knows of 佐藤 美咲: her card, and the phone number that she gave at the counter. */
async function boughtInStore(): Promise<void> {
  const { key } = (await demo.hub.cli(['key', 'add', 'till'])) as { key: string };
  const customer = {
    name: 'SATO MISAKI',
    contactPoints: [
      { kind: 'loyalty', value: '0077-5521' },
      { kind: 'phone', value: '090-0000-4417' },
    ],
  };
  const events = [1, 2, 3].map((n) => ({
    source: 'till',
    externalId: `receipt-${n}`,
    kind: 'purchase',
    occurredAt: new Date(Date.now() - n * 60_000).toISOString(),
    channel: 'store',
    direction: 'none',
    customer,
    data: { store: '銀座店', items: [{ name: `${BOUGHT} #${n}`, quantity: 1 }] },
  }));
  const response = await fetch(`${demo.hub.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
  await window.resize(1440, 900);
  await window.desk.row('佐藤 美咲').click();
  await expect(window.desk.customerPanel.getByText('#W2611340').first()).toBeVisible();
  await boughtInStore();
});
test.afterAll(() => demo?.close());

const cardOf = (desk: DeskWindow['desk']) =>
  desk.customerPanel.getByRole('region', { name: desk.t('identity:samePerson') });

test('[ID2] whoever has the customer open is asked, by itself, whether two are the same person', async () => {
  const { desk } = window;
  await expect(cardOf(desk)).toBeVisible({ timeout: 15_000 });
  await expect(cardOf(desk).getByText('SATO MISAKI')).toBeVisible();
  await expect(cardOf(desk)).toContainText(desk.t('identity:sameVerified', { point: desk.t('identity:kind.phone') }));
});

for (const { locale, theme } of LOOKS) {
  test(`the question and its preview, ${locale}, ${theme}`, async () => {
    const { page } = window;
    await window.choose({ locale, theme });
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const desk = deskOn(page, locale);
    await takePicture(page, `identity-suggestion-${theme}-${locale}`);
    await window.resize(1100, 700);
    await expect(cardOf(desk).getByRole('button', { name: desk.t('identity:notSame') })).toBeInViewport();
    expect(await axeFindings(page), 'narrow').toEqual([]);
    await window.resize(1440, 900);
    expect(await axeFindings(page), 'card').toEqual([]);
    await cardOf(desk)
      .getByRole('button', { name: desk.t('identity:previewJoin') })
      .click();
    const dialog = desk.dialog(desk.t('identity:mergeTitle'));
    await expect(dialog.getByText('SATO MISAKI').first()).toBeVisible();
    await expect(
      dialog.getByText(desk.t('identity:conflict.points', { point: desk.t('identity:kind.loyalty') })),
    ).toBeVisible();
    await takePicture(dialog, `merge-preview-${theme}-${locale}`);
    expect(await axeFindings(page), 'preview').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
}

test('[ID3] joined, both are one thread; undone from the thread, each is as it was', async () => {
  const { page } = window;
  await window.choose({ locale: 'ja', theme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  const { desk } = window;
  await cardOf(desk)
    .getByRole('button', { name: desk.t('identity:previewJoin') })
    .click();
  await desk.dialog(desk.t('identity:mergeTitle')).getByText('SATO MISAKI').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await expect(desk.onThread(new RegExp(BOUGHT)).first()).toBeVisible();
  await expect(desk.onThread('渋谷店で受け取りたいです。').last()).toBeVisible();
  await expect(cardOf(desk)).toBeHidden();
  await expect(desk.customerPanel.getByText('00775521')).toBeVisible();

  await desk.thread
    .getByRole('log')
    .getByRole('button', { name: desk.t('thread:undoJoin') })
    .click();
  await expect(desk.onThread(new RegExp(BOUGHT))).toHaveCount(0);
  await expect(desk.onThread('渋谷店で受け取りたいです。').last()).toBeVisible();
  await expect(cardOf(desk)).toBeVisible();

  await desk.customerPanel.getByRole('button', { name: desk.t('identity:history') }).click();
  const history = desk.dialog(desk.t('identity:historyTitle'));
  await expect(history.getByText(desk.t('identity:event.undone'))).toBeVisible();
  await expect(history.getByText(desk.t('identity:event.joined'), { exact: true })).toBeVisible();
  expect(await axeFindings(page), 'history').toEqual([]);
  await page.keyboard.press('Escape');
});

test('a lead reviews duplicates by keyboard; “not the same” is for good, everywhere', async () => {
  const lead = await demo.windowOf('sanada');
  const { page, desk } = lead;
  await page.getByRole('link', { name: desk.t('quality:title') }).click();
  const list = page.getByRole('listbox', { name: desk.t('quality:view.duplicates') });
  await expect(list.getByRole('option').filter({ hasText: 'SATO MISAKI' })).toBeVisible();
  expect(await axeFindings(page), 'quality').toEqual([]);
  await takePicture(page, 'quality-light-ja');
  await list.focus();
  const rows = await list.getByRole('option').allInnerTexts();
  for (let i = 0; i < rows.findIndex((text) => text.includes('SATO MISAKI')); i++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('n');
  await expect(list.getByRole('option').filter({ hasText: 'SATO MISAKI' })).toHaveCount(0);
  await expect(cardOf(window.desk)).toBeHidden();
});
