import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { offerTo, offerToTeam } from '#test/support/pages/handoff.ts';

let demo: DemoShop;
let aoyama: DeskWindow;
let kimura: DeskWindow;

// One conversation of the demo's morning, which stays with its owner whatever becomes of an offer.
const CUSTOMER = 'James Li';

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  aoyama = await demo.windowOf('aoyama');
  kimura = await demo.windowOf('kimura');
});
test.afterAll(() => demo?.close());

test.beforeEach(async () => {
  await aoyama.desk.tab('mine').click();
  await aoyama.desk.row(CUSTOMER).click();
  await expect(aoyama.desk.thread.getByRole('heading', { name: CUSTOMER })).toBeVisible();
});

test('[HO2] declined with a reason: the sender reads who and why, and still owns', async () => {
  const a = aoyama.desk;
  const b = kimura.desk;
  await offerTo(aoyama, CUSTOMER, '木村');
  await expect(b.offers).toContainText(CUSTOMER);
  await kimura.page.keyboard.press('Control+Shift+D');
  await kimura.page.getByText(b.t('handoff:reason.busy'), { exact: true }).click();
  await expect(
    a.thread.getByText(a.t('handoff:declinedBy', { name: '木村', reason: a.t('handoff:reason.busy') })),
  ).toBeVisible();
  await expect(b.offers).not.toContainText(CUSTOMER);
  await expect(a.composer.field).toBeEditable();
  await a.thread.getByRole('button', { name: a.t('handoff:keep') }).click();
});

test('[HO2] withdrawn: the offer leaves the receiver’s screen, the sender still owns', async () => {
  const a = aoyama.desk;
  const b = kimura.desk;
  await offerTo(aoyama, CUSTOMER, '木村');
  await expect(b.offers).toContainText(CUSTOMER);
  await a.thread.getByRole('button', { name: a.t('handoff:withdraw') }).click();
  await expect(b.offers).not.toContainText(CUSTOMER);
  await expect(a.composer.field).toBeEditable();
});

test('[HO2] expired: nobody of the team answered in time, the sender reads so and still owns', async () => {
  const a = aoyama.desk;
  await offerToTeam(aoyama, CUSTOMER, '配送・返品');
  await expect(kimura.desk.offers).toContainText(CUSTOMER);
  // Its time is over once the team has seen it, however long that took; the hub looks every second.
  await inDatabaseOf(demo.hub, ({ pool }) =>
    pool.query("update handoff set expires_at = now() where state = 'offered'"),
  );
  await expect(a.thread.getByText(a.t('handoff:expiredAt', { name: '配送・返品' }))).toBeVisible({ timeout: 15_000 });
  await expect(kimura.desk.offers).not.toContainText(CUSTOMER);
  await expect(a.composer.field).toBeEditable();
});
