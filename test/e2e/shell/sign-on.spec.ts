import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type ChildHub, type ChildHubAgent, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium } from '#test/support/chromium.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import { type RealProvider, startRealProvider } from '#test/support/start-real-provider.ts';

let hub: ChildHub;
let provider: RealProvider;
let browser: Browser;
let admin: ChildHubAgent;
let desktop: DesktopApp;
let userData = '';

test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub({ isPublic: true });
  provider = await startRealProvider({
    hubUrl: hub.url,
    people: { aoyama: { name: '青山 さくら', email: 'aoyama@example.test', groups: [] } },
  });
  browser = await launchChromium();
  await hub.cli(['agent', 'add', 'aoyama', '--name', '青山 さくら'], '');
  await hub.cli(['agent', 'add', 'it', '--name', '情シス', '--role', 'admin', '--password-stdin'], PASSWORD);
  admin = await hub.signIn({ login: 'it', password: PASSWORD });
  const now = await admin.query('settings.sign-on', {});
  const { hasSecret: _h, redirectUri: _r, links: _l, knocks: _k, ...fields } = now;
  const { issuer, clientId, clientSecret } = provider;
  await admin.command('sign-on:set', { ...fields, enabled: true, issuer, clientId, secret: clientSecret });
  userData = await mkdtemp(join(tmpdir(), 'tsunagi-e2e-'));
});
test.afterAll(async () => {
  await desktop?.close();
  await browser?.close();
  await provider?.close();
  await hub?.close();
  if (userData !== '') await rm(userData, { recursive: true, force: true, maxRetries: 3 });
});

/** Where the desktop sent the system's browser since it was last asked; a Chromium of the test's plays that browser. */
async function sentTo(): Promise<string> {
  const opened = () => desktop.app.evaluate(() => String(Reflect.get(globalThis, 'sentTo') ?? ''));
  await expect.poll(opened).toContain('/sign-on/start');
  const url = await opened();
  await desktop.app.evaluate(() => Reflect.set(globalThis, 'sentTo', ''));
  return url;
}

test('[DK1] an agent signs in at the company’s provider, and is out of the window when an administrator ends it', async () => {
  desktop = await launchDesktop({ hub: hub.url, userData, locale: 'ja-JP' });
  await desktop.app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'sentTo', url);
  });
  const { page } = desktop;
  const company = page.getByRole('button', { name: '会社アカウントでサインイン' });
  const context = await browser.newContext();
  // The provider's pages ask the internet for a font.
  await context.route('**', (route) =>
    new URL(route.request().url()).hostname === '127.0.0.1' ? route.continue() : route.abort(),
  );
  const tab = await context.newPage();

  await company.click();
  await expect(page.getByText('ブラウザで続けてください')).toBeVisible();
  await tab.goto(await sentTo());
  await signInAtProvider(tab, 'aoyama');
  await expect(tab.getByText('このページは閉じてかまいません')).toBeVisible();
  // Nobody is linked with that account yet, and the page says so.
  await expect(page.getByRole('alert')).toContainText('まだ誰にも関連付けられていません');

  const { knocks } = await admin.query('settings.sign-on', {});
  const { people } = await admin.query('settings.workspace', {});
  const aoyama = people.find(({ login }) => login === 'aoyama')?.id ?? '';
  await admin.command('sign-on:link', { knockId: knocks[0]?.id ?? '', agentId: aoyama });

  await company.click();
  // The provider knows them still: nothing is asked.
  await tab.goto(await sentTo());
  await expect(tab.getByText('このページは閉じてかまいません')).toBeVisible();
  await deskOn(page, 'ja').tabs.waitFor();
  const { signIns } = await admin.query('sign-in.of', { agentId: aoyama });
  expect(signIns).toMatchObject([{ client: 'desktop', method: 'sign_on', address: '127.0.0.1' }]);

  await admin.command('sign-in:end-of', { agentId: aoyama });
  await expect(page.getByText('サインアウトされました')).toBeVisible();
  await expect(company).toBeVisible();
});

/** As a person does it, on the provider's own pages: who they are, and that the hub may know it. */
async function signInAtProvider(tab: Page, login: string): Promise<void> {
  await tab.locator('input[name=login]').fill(login);
  await tab.locator('input[name=password]').fill('any');
  await tab.locator('button[type=submit]').click();
  await tab.getByRole('button', { name: 'Continue' }).click();
}
