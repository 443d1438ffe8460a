import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';

let demo: DemoShop;

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
});
test.afterAll(() => demo?.close());

const YUMI = '高橋 由美';
const GOODS = [{ name: 'コーヒーミル MX-2', quantity: 1, price: { amount: 12_800, currency: 'JPY' } }];
const TEXT = '水タンクにひびが入っていて水が漏れます。交換できますか。';

/** What a customer did in half a year, as another system hands it over: over several channels, a call that nobody took the last. */
function wayOfYumi(): string {
  const way: readonly (readonly [days: number, kind: string, channel: string, data: unknown])[] = [
    [150, 'browse', 'shop', { title: 'コーヒーミルの選び方' }],
    [149, 'browse', 'shop', { title: 'コーヒーミル MX-2' }],
    [148, 'cart', 'shop', { state: 'wished', items: [{ name: '水出しポット 1L', quantity: 1 }] }],
    [140, 'visit', 'store', { store: '渋谷店' }],
    [131, 'order', 'shop', { number: 'W80021', state: 'placed', items: GOODS }],
    [129, 'order', 'shop', { number: 'W80021', state: 'delivered', items: GOODS }],
    [30, 'message', 'email', { text: TEXT }],
    [29, 'message', 'chat', { text: `先日の件です。${TEXT}` }],
    [20, 'review', 'shop', { score: 5 }],
    [3, 'cart', 'shop', { state: 'left', items: GOODS }],
    [0.1, 'call', 'phone', { durationSec: 35, outcome: 'missed' }],
  ];
  const customer = { name: YUMI, locale: 'ja', contactPoints: [{ kind: 'shop', value: 'yumi-80021' }] };
  return way
    .map(([days, kind, channel, data], n) =>
      JSON.stringify({
        source: 'old-desk',
        externalId: `yumi:${n}`,
        kind,
        channel,
        direction: kind === 'message' || kind === 'call' ? 'in' : 'none',
        occurredAt: new Date(Date.now() - days * 86_400_000).toISOString(),
        historical: true,
        customer,
        data,
      }),
    )
    .join('\n');
}

/** The page or the tab as it looks in both languages and both themes; the window is Japanese and light again after it. */
async function shots({ choose, page }: DeskWindow, name: string): Promise<void> {
  for (const [locale, theme] of [
    ['en', 'light'],
    ['en', 'dark'],
    ['ja', 'dark'],
    ['ja', 'light'],
  ] as const) {
    await choose({ locale, theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    await takePicture(page, `journey/${name}-${locale}-${theme}`);
  }
}

test('a lead goes from a number of all ways to one customer’s way and to an item of it', async () => {
  test.setTimeout(90_000);
  await demo.hub.cli(['import', '-'], wayOfYumi());
  const customerId = await inDatabaseOf(demo.hub, async ({ pool }) => {
    await pool.query('update journey_rules set shown = true');
    const stillToCount = `select count(*)::int as n from customer c left join journey_member m on m.customer_id = c.id
      where m.seq is distinct from c.last_seq`;
    // The hub counts by itself, every ten seconds.
    await expect.poll(async () => (await pool.query(stillToCount)).rows[0].n, { timeout: 40_000 }).toBe(0);
    return (await pool.query('select id from customer where name = $1', [YUMI])).rows[0].id as string;
  });
  const window = await demo.windowOf('sanada');
  const { page } = window;
  page.setDefaultTimeout(15_000);
  await page.evaluate(() => {
    location.hash = '#/page/journey';
  });
  const flow = page.getByRole('table', { name: 'チャネル間の流れ' });
  await expect(flow).toBeVisible();
  // The rail around it is looked at where it is tested.
  expect((await axeFindings(page)).filter((finding) => !finding.includes('#/page/'))).toEqual([]);
  await shots(window, 'flow');
  await flow.getByRole('button').first().press('Enter');
  const dialog = page.getByRole('dialog');
  const customers = dialog.getByRole('listitem');
  await expect(customers.first()).toBeVisible();
  await takePicture(page, 'journey/customers-ja-light');
  await customers.first().getByRole('button').press('Enter');
  // Of somebody with a conversation, the thread is shown at that one.
  await expect(page).toHaveURL(/#\/inbox\/all\/(?:customer|c)\//);

  await page.evaluate((id) => {
    location.hash = `#/inbox/all/customer/${id}`;
  }, customerId);
  await page.getByRole('tab', { name: 'ジャーニー' }).click();
  const band = page.getByRole('group', { name: 'これまでの道のり' });
  await expect(band.getByRole('button').first()).toBeVisible();
  expect((await axeFindings(page)).filter((finding) => !finding.includes('#/page/'))).toEqual([]);
  await expect(page.getByRole('button', { name: '実行する' })).toBeVisible();
  await shots(window, 'customer');

  // From a dot of the way to its item, which the thread goes to and marks for a moment: looked for before it is pressed.
  const marked = page.waitForFunction(() => document.querySelector('[data-index][class*="--mark"]') !== null);
  await band.locator('button:not([aria-expanded])').last().press('Enter');
  await marked;
});
