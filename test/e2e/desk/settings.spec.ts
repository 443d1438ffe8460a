import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { type ChildHub, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';
import { type DeskParts, deskOn } from '#test/support/pages/desk.ts';

const ADMIN = { login: 'ogawa', password: PASSWORD };

let hub: ChildHub;
let window: DesktopApp;
let page: Page;
let desk: DeskParts;
let folder: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-till-'));
  hub = await startChildHub();
  const who = ['--name', '小川 真理', '--public-name', '小川', '--role', 'admin', '--password-stdin'];
  await hub.cli(['agent', 'add', ADMIN.login, ...who], PASSWORD);
  window = await launchDesktop({ hub: hub.url, locale: 'ja-JP' });
  ({ page } = window);
  page.setDefaultTimeout(10_000);
  desk = deskOn(page, 'ja');
});
test.afterAll(async () => {
  await window?.close();
  await hub?.close();
  await rm(folder, { recursive: true, force: true });
});

const t: DeskParts['t'] = (...args) => desk.t(...args);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByLabel(name, { exact: true });
const section = (name: string) => page.getByRole('navigation', { name: t('workspaceSettings:title') }).getByText(name);
const row = (words: string | RegExp) => page.getByRole('listitem').filter({ hasText: words });

test('an administrator’s desk opens on the settings, without an inbox', async () => {
  await desk.signIn(ADMIN);
  await expect(page.getByRole('heading', { name: t('workspaceSettings:sections.people') })).toBeVisible();
  await expect(desk.connection('connected')).toBeVisible();
  await expect(page.getByRole('link', { name: t('common:words.inbox') })).toHaveCount(0);
  expect(await axeFindings(page)).toEqual([]);
});

test('a person is added, and sets their password with the code they are told', async () => {
  await button(t('workspaceSettings:people.add')).click();
  await field(t('workspaceSettings:person.name')).fill('石川 結衣');
  await field(t('workspaceSettings:person.login')).fill('ishikawa');
  await section(t('workspaceSettings:sections.teams')).click();
  const leaving = desk.dialog(t('workspaceSettings:leave.title'));
  await expect(leaving).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(leaving).toBeHidden();
  await button(t('workspaceSettings:save.add')).click();
  const told = desk.dialog(t('workspaceSettings:code.title', { name: '石川 結衣' }));
  const code = (await told.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/).textContent()) ?? '';
  await told.getByRole('button', { name: t('workspaceSettings:code.done') }).click();
  await expect(page.getByRole('heading', { name: '石川 結衣' })).toBeVisible();

  const theirs = await launchDesktop({ hub: hub.url, locale: 'ja-JP' });
  try {
    const other = deskOn(theirs.page, 'ja');
    await other.button(t('auth:haveCode')).click();
    await theirs.page.getByLabel(t('auth:login'), { exact: true }).fill('ishikawa');
    await theirs.page.getByLabel(t('auth:code'), { exact: true }).fill(code.toLowerCase());
    await theirs.page.getByLabel(t('auth:newPassword'), { exact: true }).fill('correct horse 12');
    await other.button(t('auth:setPassword')).click();
    await expect(other.tabs).toBeVisible();

    // Who is deactivated is out at once, in the window that is open.
    await button(t('workspaceSettings:access.deactivate')).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('workspaceSettings:access.deactivate') })
      .click();
    await expect(other.button(t('auth:signIn'))).toBeVisible();
  } finally {
    await theirs.close();
  }
  await button(t('workspaceSettings:access.activate')).click();
  await expect(button(t('workspaceSettings:access.deactivate'))).toBeVisible();
});

test('hours with a closure are given to a new team', async () => {
  await section(t('workspaceSettings:sections.hours')).click();
  await button(t('workspaceSettings:hours.add')).click();
  await field(t('workspaceSettings:hours.name')).fill('平日 9–18時');
  const year = new Date().getFullYear();
  await button(t('workspaceSettings:year.after')).click();
  await expect(page.getByRole('status').filter({ hasText: `${year + 1}年` })).toBeVisible();
  await expect(page.getByText('勤労感謝の日').first()).toBeVisible();
  await page.locator(`[data-date="${year + 1}-12-29"]`).click();
  const day = page.getByRole('dialog');
  await day.getByLabel(t('workspaceSettings:year.dayName')).fill('年末棚卸し');
  await day.getByRole('button', { name: t('workspaceSettings:year.setDay') }).click();
  await expect(page.getByText('年末棚卸し')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await button(t('workspaceSettings:save.add')).click();
  await expect(page.getByRole('heading', { name: '平日 9–18時' })).toBeVisible();

  await section(t('workspaceSettings:sections.teams')).click();
  await button(t('workspaceSettings:teams.add')).click();
  await field(t('workspaceSettings:teams.name')).fill('配送');
  await page.getByRole('combobox', { name: t('workspaceSettings:teams.calendar') }).click();
  await page.getByRole('option', { name: '平日 9–18時' }).click();
  await button(t('workspaceSettings:save.add')).click();
  await expect(page.getByRole('heading', { name: '配送' })).toBeVisible();
  await section(t('workspaceSettings:sections.teams')).click();
  await expect(row('配送')).toContainText('平日 9–18時');
});

test('a channel is connected, tried until it works, paused; its secret is written and never read', async () => {
  await section(t('workspaceSettings:sections.channels')).click();
  await button(t('channelSettings:connect')).click();
  await page.getByRole('button', { name: 'レジのCSVフォルダ' }).click();
  await field(t('channelSettings:name')).fill('渋谷店のレジ');
  await page.getByLabel('フォルダ（絶対パス）').fill(join(folder, 'missing'));
  await button(t('workspaceSettings:save.add')).click();
  await expect(page.getByRole('heading', { name: '渋谷店のレジ' })).toBeVisible();

  await button(t('channelSettings:test.run')).click();
  await expect(page.getByText(t('channelSettings:test.failed'))).toBeVisible();
  await expect(page.getByText('ENOENT').first()).toBeVisible();
  await expect(page.getByText(t('channelSettings:health.failing'), { exact: true })).toBeVisible();
  await page.getByLabel('フォルダ（絶対パス）').fill(folder);
  await button(t('workspaceSettings:save.save')).click();
  await expect(page.getByText(t('workspaceSettings:save.unsaved'))).toBeHidden();
  await button(t('channelSettings:test.run')).click();
  await expect(page.getByText(t('channelSettings:test.worked'))).toBeVisible();
  await expect(page.getByText(t('channelSettings:health.ok'), { exact: true })).toBeVisible();
  await button(t('channelSettings:pause')).click();
  await expect(page.getByText(t('channelSettings:health.paused'), { exact: true })).toBeVisible();

  await section(t('workspaceSettings:sections.channels')).click();
  await button(t('channelSettings:connect')).click();
  await page.getByRole('button', { name: 'POSレジ（Webhook）' }).click();
  await button(t('workspaceSettings:save.add')).click();
  await expect(page.getByText(t('channelSettings:wrong.missing'))).toBeVisible();
  await page.getByLabel('署名の秘密鍵').fill('0123456789abcdef0123456789abcdef');
  await button(t('workspaceSettings:save.add')).click();
  await expect(page.getByText(t('channelSettings:hook.title'))).toBeVisible();
  await expect(page.getByText('0123456789abcdef')).toHaveCount(0);
  await button(`署名の秘密鍵: ${t('channelSettings:secrets.rotate')}`).click();
  await field(t('channelSettings:secrets.new')).fill('fedcba9876543210fedcba9876543210');
  await button(t('channelSettings:secrets.save')).click();
  await expect(page.getByText(t('channelSettings:secrets.former'))).toBeVisible();
  await button(t('channelSettings:secrets.drop')).click();
  await expect(page.getByText(t('channelSettings:secrets.former'))).toBeHidden();
});

test('the record tells who set what; a picture of the channels in both themes', async () => {
  await section(t('workspaceSettings:sections.log')).click();
  await expect(row('渋谷店のレジ').first()).toContainText('小川 真理');
  await expect(row('石川 結衣').first()).toBeVisible();
  const admin = await hub.signIn(ADMIN);
  const fields = { folder: join(folder, 'ginza') };
  const { connectionId } = await admin.command('channel:connect', {
    adapter: 'till_csv',
    name: '銀座店のレジ',
    fields,
  });
  expect((await admin.query('channel.test', { connectionId })).ok).toBe(false);
  await section(t('workspaceSettings:sections.channels')).click();
  await expect(row('銀座店のレジ')).toContainText(t('channelSettings:health.failing'));
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((value) => {
      document.documentElement.dataset['theme'] = value;
    }, theme);
    await row('渋谷店のレジ').getByRole('button').click();
    await expect(page.getByRole('heading', { name: '渋谷店のレジ' })).toBeVisible();
    await button(t('channelSettings:test.run')).click();
    await expect(page.getByText(t('channelSettings:test.worked'))).toBeVisible();
    expect(await axeFindings(page), theme).toEqual([]);
    await takePicture(page, `channel-settings-${theme}-ja`);
    await section(t('workspaceSettings:sections.channels')).click();
    expect(await axeFindings(page), theme).toEqual([]);
    await takePicture(page, `channel-list-${theme}-ja`);
  }
});
