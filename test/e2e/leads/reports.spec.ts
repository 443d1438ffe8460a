import { expect } from '@playwright/test';
import { v7 } from 'uuid';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';

let demo: DemoShop;

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
});
test.afterAll(() => demo?.close());

test('a lead reads the floor’s figures: a number opens its conversations, and the CSV says the same', async () => {
  await inDatabaseOf(demo.hub, async ({ pool }) => {
    for (const [answered, seconds] of [
      [true, 12],
      [true, 30],
      [false, 40],
    ] as const)
      await pool.query(
        `insert into call (id, customer_id, conversation_id, team_id, adapter, media, direction, state, agent_id, started_at, answered_at, ended_at, outcome)
         select $1::uuid, c.customer_id, c.id, c.team_id, 'sip', 'softphone', 'in', 'ended', case when $2 then a.id end,
           now() - interval '90 seconds', case when $2 then now() - interval '90 seconds' + $3 * interval '1 second' end, now(),
           case when $2 then 'answered' else 'abandoned' end
         from conversation c, agent a where a.login = 'kimura' order by c.number limit 1`,
        [v7(), answered, seconds],
      );
  });
  const window = await demo.windowOf('sanada');
  const { page } = window;
  page.setDefaultTimeout(15_000);
  await page.evaluate(() => {
    location.hash = '#/page/reports';
  });
  const table = page.getByRole('table');
  const total = table.getByRole('row').nth(1);
  await expect(total).toContainText('合計');
  await expect(total.getByRole('cell').first()).toHaveText('3');
  await expect(total).toContainText('66.7%');
  // The rail around it is looked at where it is tested.
  expect((await axeFindings(page)).filter((finding) => !finding.includes('#/page/'))).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('reports.png') });

  // What the window would save, read before the system asks where to.
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      void blob.arrayBuffer().then((bytes) => {
        document.body.dataset['saved'] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      });
      return make(blob);
    };
  });
  await page.getByRole('button', { name: 'CSVに書き出す' }).click();
  await expect(page.locator('body[data-saved]')).toBeAttached();
  const csv = (await page.locator('body').getAttribute('data-saved')) ?? '';
  expect(csv.startsWith('\uFEFF日時,入電,応答,放棄')).toBe(true);
  expect(csv.split('\r\n')[1]).toMatch(/^合計,3,2,1,0,0,0,0,66\.7,1,33\.3,21,30/);

  await total.getByRole('button').first().press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table').getByRole('row')).toHaveCount(4);
  await page.screenshot({ path: test.info().outputPath('reports-rows.png') });
  await dialog.getByRole('table').getByRole('button').first().press('Enter');
  await expect(page).toHaveURL(/#\/inbox\/all\/c\//);
});
