import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { sendUntil } from '#test/support/pages/send-until.ts';

let demo: DemoShop;
let aoyama: DeskWindow;

const CUSTOMER = '清水 直子';
const ANOTHER = 'James Li';
const NOTE = '倉庫に確認済みです';

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  aoyama = await demo.windowOf('aoyama');
});
test.afterAll(() => demo?.close());

async function open({ desk }: DeskWindow): Promise<void> {
  await desk.tab('mine').click();
  await desk.row(CUSTOMER).click();
  await expect(desk.thread.getByRole('heading', { name: CUSTOMER })).toBeVisible();
}

test('a promise in an answer is asked about, and confirmed with one key while the cursor stays in the field', async () => {
  const { desk, page } = aoyama;
  await open(aoyama);
  const { field, region } = desk.composer;
  await field.fill('30分以内に折り返しお電話いたします。');
  await expect(region.getByText(/お約束 .+（送信後に確認します）/)).toBeVisible();
  const before = await field.boundingBox();
  const asked = region.getByRole('button', { name: /のお約束として記録しますか/ });
  await sendUntil(aoyama, () => expect(asked).toBeVisible({ timeout: 4000 }));
  await expect(field).toBeFocused();
  expect((await field.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await page.screenshot({ path: test.info().outputPath('proposal.png') });
  await page.keyboard.press('Control+d');
  await expect(asked).toBeHidden();
  await expect(field).toBeFocused();
  const chip = desk.thread.getByRole('button', { name: /^お約束 / });
  await expect(chip).toBeVisible();
  await expect(desk.onThread('30分以内に折り返しお電話いたします。').last()).toBeVisible();
});

test('a promise is put off with a reason and kept by keyboard', async () => {
  const { desk, page } = aoyama;
  const t = desk.t;
  await desk.thread.getByRole('button', { name: /^お約束 / }).focus();
  await page.keyboard.press('Enter');
  const popup = page.getByRole('dialog', { name: t('promises:title') });
  await expect(popup).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('promises.png') });
  expect(await axeFindings(page, '[role=dialog]')).toEqual([]);
  await popup.getByRole('button', { name: t('promises:move') }).press('Enter');
  await popup.getByLabel(t('promises:why')).fill('倉庫の回答待ち');
  await page.keyboard.press('Enter');
  await expect(desk.onThread(/倉庫の回答待ち/).last()).toBeVisible();
  await popup.getByRole('button', { name: t('promises:keep') }).press('Enter');
  await expect(desk.thread.getByRole('button', { name: /^お約束 / })).toBeHidden();
});

test('who comes back is told what came meanwhile, and is led there', async () => {
  const { desk, page } = aoyama;
  // Seen for long enough, to the end: the hub is told.
  await inDatabaseOf(demo.hub, ({ pool }) =>
    expect
      .poll(
        async () => {
          const { rows } = await pool.query<{ seen: boolean }>(
            `select s.seq = c.last_seq as seen from thread_seen s join customer c on c.id = s.customer_id
             join agent a on a.id = s.agent_id where a.login = 'aoyama' and c.name = $1`,
            [CUSTOMER],
          );
          return rows[0]?.seen;
        },
        { timeout: 30_000 },
      )
      .toBe(true),
  );
  await desk.row(ANOTHER).click();
  await expect(desk.thread.getByRole('heading', { name: ANOTHER })).toBeVisible();
  const kimura = await demo.agent('kimura');
  const { rows } = await kimura.query('inbox.list', { tab: 'all' });
  const row = rows.find(({ customerName }) => customerName === CUSTOMER);
  if (row === undefined) throw new Error(`${CUSTOMER} is in nobody's inbox`);
  await kimura.command('note:add', {
    customerId: row.customerId,
    conversationId: row.conversationId,
    text: NOTE,
  });
  await open(aoyama);
  const strip = desk.thread.getByRole('region', { name: desk.t('catchUp:title') });
  await expect(strip).toBeVisible();
  await expect(strip).toContainText('のメモ1件');
  await page.screenshot({ path: test.info().outputPath('catch-up.png') });
  expect(await axeFindings(page, 'main')).toEqual([]);
  await strip.getByRole('button', { name: desk.t('catchUp:toFirst') }).click();
  await expect(desk.onThread(NOTE)).toBeInViewport();
  await strip.getByRole('button', { name: desk.t('catchUp:dismiss') }).click();
  await expect(strip).toBeHidden();
});

test('[HO3] the thread is looked at as it was, by the same list, and Escape comes back', async () => {
  const { desk, page } = aoyama;
  await expect(desk.onThread(NOTE)).toBeVisible();
  await desk.thread.getByRole('button', { name: desk.t('thread:past.open') }).click();
  const slider = desk.thread.getByRole('slider', { name: desk.t('thread:past.slider') });
  await expect(slider).toBeFocused();
  await expect(desk.onThread(NOTE)).toBeHidden();
  await page.screenshot({ path: test.info().outputPath('past.png') });
  expect(await axeFindings(page, 'main')).toEqual([]);
  const then = await slider.getAttribute('aria-valuetext');
  // To the beginning: the last change of owner may be of this very minute.
  await page.keyboard.press('Home');
  await expect(slider).not.toHaveAttribute('aria-valuetext', then ?? '');
  await page.keyboard.press('Escape');
  await expect(slider).toBeHidden();
  await expect(desk.onThread(NOTE)).toBeVisible();
});
