import { type Locator, expect as patient } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import type { ChildHubAgent } from '#test/support/child-hub.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { openShopCustomer, type ShopCustomer } from '#test/support/pages/shop-customer.ts';

const expect = patient.configure({ timeout: 15_000 });
const SAYS = 'ミルの刃は単品で買えますか';

/** A lead in a real window, a customer in a real browser, an agent beside them. */
let demo: DemoShop;
let sanada: DeskWindow;
let aoyama: ChildHubAgent;
let aoyamaId: string;
let customer: ShopCustomer;

test.describe.configure({ mode: 'serial', timeout: 60_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  sanada = await demo.windowOf('sanada');
  await sanada.resize(1440, 900);
  aoyama = await demo.agent('aoyama');
  aoyamaId = (await aoyama.query('me', {})).agent.id;
});
test.afterAll(async () => {
  await customer?.close();
  await demo?.close();
});

const card = (): Locator => sanada.page.getByTestId('queue-chat');
/** The big figure of a card. */
const waiting = async (): Promise<number> => Number(await card().locator('b').innerText());
const agentRow = (): Locator => sanada.page.getByTestId(`agent-${aoyamaId}`);
const load = (): Locator => agentRow().getByRole('img');
const panel = (): Locator => sanada.page.getByRole('complementary');

test('the lead opens the floor from the rail', async () => {
  const { page, desk } = sanada;
  await aoyama.command('presence:set', { presence: 'ready' });
  await page.getByRole('link', { name: desk.t('board:title') }).click();
  await expect(page.getByRole('heading', { level: 1, name: desk.t('board:title') })).toBeVisible();
  await expect(card()).toBeVisible();
  await expect(agentRow()).toBeVisible();
});

test('a customer writes: the figure rises by itself; an agent takes it: it falls, and their hands fill', async () => {
  const before = await waiting();
  const chats = await load().getAttribute('aria-label');
  customer = await openShopCustomer(demo.browser, { hub: demo.hub.url });
  await customer.say(SAYS);
  await expect.poll(waiting).toBe(before + 1);
  await aoyama.claim(await aoyama.row(SAYS, 'team'));
  await expect.poll(waiting).toBe(before);
  await expect(load()).not.toHaveAttribute('aria-label', chats ?? '');
  expect(await axeFindings(sanada.page, 'main')).toEqual([]);
  await takePicture(sanada.page, 'leads/board-ja-light');
});

test('every figure leads to what is behind it, by keyboard too', async () => {
  const { page, desk } = sanada;
  await card().focus();
  await page.keyboard.press('Enter');
  await expect(panel()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel()).toBeHidden();
  await expect(card()).toBeFocused();
  const rows = page.getByTestId(/^agent-/).getByRole('button');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();

  await agentRow().getByRole('button').focus();
  await page.keyboard.press('Enter');
  const behind = panel().getByRole('button', { name: SAYS });
  await expect(behind).toBeVisible();
  await takePicture(page, 'leads/board-behind-ja-light');
  await behind.focus();
  await page.keyboard.press('Enter');
  await expect(desk.onThread(SAYS)).toBeVisible();
});

test('a screen on the wall names no customer, and Escape leaves it', async () => {
  const { page, desk } = sanada;
  await page.getByRole('link', { name: desk.t('board:title') }).click();
  await page.getByRole('button', { name: desk.t('board:wall'), exact: true }).click();
  const wall = page.getByRole('region', { name: desk.t('board:wall') });
  await expect(wall).toBeVisible();
  await expect(wall.getByText('青山')).not.toHaveCount(0);
  await sanada.choose({ theme: 'dark' });
  const said = await wall.innerText();
  for (const name of ['中村', '佐藤', '清水', 'Ava', SAYS]) expect(said).not.toContain(name);
  await takePicture(page, 'leads/wallboard-ja-dark');
  await page.keyboard.press('Escape');
  await expect(wall).toBeHidden();
  await sanada.choose({ locale: 'en' });
  await expect(card()).toBeVisible();
  await sanada.resize(1100, 700);
  await takePicture(page, 'leads/board-en-dark');
});
