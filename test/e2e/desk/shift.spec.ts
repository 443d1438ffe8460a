import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { type DeskParts, deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';

let demo: DemoShop;
let window: DeskWindow;
let desk: DeskParts;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
  window.page.setDefaultTimeout(10_000);
  desk = deskOn(window.page, 'ja');
});
test.afterAll(() => demo?.close());

test('[CV6] a shift ends by keyboard: everything goes to the queue, marked with who had it', async () => {
  const { page } = window;
  const { t } = desk;
  await desk.tab('mine').click();
  await expect(desk.inbox.getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('Alt+q');
  const dialog = desk.dialog(t('shift:title'));
  await expect(dialog.getByRole('button', { name: /件を引き継いで終了/ })).toBeEnabled();
  expect(await axeFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('shift.png') });
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText(t('shift:done'))).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(desk.inbox.getByRole('listitem')).toHaveCount(0);
  await desk.tab('team').click();
  await expect(desk.row('前任 青山').first()).toBeVisible();
});

test('the hub offers what waits in a queue, and the agent takes it by its chord', async () => {
  const { page } = window;
  const { t } = desk;
  await inDatabaseOf(demo.hub, ({ pool }) =>
    pool.query("update team set routing = 'offered', match_language = false, offer_seconds = 600"),
  );
  const agent = await demo.agent('aoyama');
  await agent.command('presence:set', { presence: 'ready' });
  const take = desk.offers.getByRole('button', { name: t('shift:work.take') });
  await expect(take).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('work-offer.png') });
  const owned = () =>
    inDatabaseOf(demo.hub, async ({ pool }) => {
      const { rows } = await pool.query(
        "select c.preview from conversation c join agent a on a.id = c.owner_agent_id where a.login = 'aoyama' and c.status <> 'resolved'",
      );
      return rows.map(({ preview }) => String(preview));
    });
  expect(await owned()).toEqual([]);
  await page.keyboard.press('Control+Shift+A');
  await expect.poll(owned).toHaveLength(1);
  await expect(desk.composer.field).toBeEditable();
  await desk.tab('mine').click();
  const [preview = ''] = await owned();
  await expect(desk.row(preview).first()).toBeVisible();
});
