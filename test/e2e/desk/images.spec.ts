import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '#build/root.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import type { ChildHubAgent } from '#test/support/child-hub.ts';
import { type DeskParts, deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { chooseReceiver } from '#test/support/pages/handoff.ts';

const FOLDER = join(root, 'docs/images');
const LOOKS = (['ja', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1100, height: 700 },
] as const;
/** Smaller than any of these pictures is, and larger than an empty one. */
const LEAST_BYTES = 20_000;

const TALK = {
  ja: {
    who: 'nakamura-sakura',
    asks: '写真を送ります。左側にひびが入っています。',
    answers: 'ありがとうございます。交換品をお送りするか、本日18時以降に渋谷店でお受け取りいただくこともできます。',
  },
  en: {
    who: 'olivia-chen',
    asks: 'The tank has a crack on its left side.',
    answers: 'Thank you. We can send you a new one today, or you can pick it up in Shibuya after 18:00.',
  },
} as const;

let demo: DemoShop;
let window: DeskWindow;
let kimura: ChildHubAgent;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
  // Read once, the brief leaves the room to the thread, which has it at the knot.
  await window.desk.row('佐藤 美咲').click();
  await window.desk.button(window.desk.t('thread:top.briefRead')).click();
  kimura = await demo.agent('kimura');
  // Only who is there can be asked to take over.
  await demo.windowOf('kimura');
});
test.afterAll(() => demo?.close());

/** Takes the picture and looks that there is something on it; keeps it when asked to or when there is none yet. */
async function picture(page: Page | Locator, name: string): Promise<void> {
  const bytes = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  expect(bytes.length, name).toBeGreaterThan(LEAST_BYTES);
  const file = join(FOLDER, `${name}.png`);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere && process.env['TSUNAGI_WRITE_IMAGES'] !== '1') return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, bytes);
  expect((await readFile(file)).length).toBe(bytes.length);
}

/** An offer stands for a minute; the pictures take longer together. */
async function offerStands(desk: DeskParts): Promise<void> {
  const offer = desk.offers.getByText('森 はるか', { exact: true });
  // The one before may be over on one side and not yet on the other.
  await expect(async () => {
    if (!(await offer.isVisible())) await offerAnew();
    await expect(offer).toBeVisible();
  }).toPass({ timeout: 30_000 });
}

async function offerAnew(): Promise<void> {
  const me = await kimura.query('me', {});
  const aoyama = me.agents.find(({ login }) => login === 'aoyama');
  const row = await kimura.row('注文したマグの縁が少し欠けていました。写真を送れます。', 'all');
  const { epoch } = row.owner.type === 'team' ? await kimura.claim(row) : row;
  const { brief, snapshot } = await kimura.query('handoff.draft-brief', { conversationId: row.conversationId });
  const to = { type: 'agent', id: aoyama?.id ?? '' } as const;
  await kimura.command('handoff:offer', { conversationId: row.conversationId, epoch, to, brief, snapshot });
}

async function speak(locale: Locale, theme: 'light' | 'dark'): Promise<DeskParts> {
  await window.choose({ locale, theme });
  await expect(window.page.locator('html')).toHaveAttribute('lang', locale);
  await expect(window.page.locator('html')).toHaveAttribute('data-theme', theme);
  return deskOn(window.page, locale);
}

for (const { locale, theme } of LOOKS) {
  test(`pictures of the desk, ${locale}, ${theme}`, async () => {
    const { page } = window;
    const desk = await speak(locale, theme);
    await offerStands(desk);
    for (const { width, height } of SIZES) {
      await window.resize(width, height);
      await desk.tab('mine').click();
      // Opened anew it stands at its newest end.
      await desk.row('James Li').click();
      await expect(desk.thread.getByRole('heading', { name: 'James Li' })).toBeVisible();
      await desk.row('佐藤 美咲').click();
      await expect(desk.onThread('渋谷店で受け取りたいです。').last()).toBeInViewport();
      await expect(desk.customerPanel.getByText('#W2611340').first()).toBeVisible();
      await picture(page, `workspace-${theme}-${locale}-${width}`);
    }
    await window.resize(1440, 900);
    await desk.customerPanel.getByRole('button', { name: '#W2611340' }).click();
    await expect(desk.onThread('#W2611340').first()).toBeInViewport();
    await picture(page, `thread-${theme}-${locale}-1440`);

    const dialog = await chooseReceiver(window, desk, '佐藤 美咲', '木村');
    await expect(dialog.getByRole('textbox').nth(1)).toBeVisible();
    await picture(dialog, `handoff-${theme}-${locale}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  test(`a picture of the customer’s side, ${locale}, ${theme}`, async () => {
    const words = TALK[locale];
    const customer = await demo.customer(words.who, { locale, dark: theme === 'dark' });
    await customer.say(words.asks);
    await kimura.answer(await kimura.claim(await kimura.row(words.asks)), words.answers);
    await expect(customer.widget.bubble(words.answers)).toBeVisible();
    await picture(customer.page, `widget-${theme}-${locale}`);
  });
}
