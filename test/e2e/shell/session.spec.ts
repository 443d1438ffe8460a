import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';
import {
  STUB_AGENT,
  STUB_CODE,
  STUB_PASSWORD,
  STUB_PROOF,
  type StubHub,
  startStubHub,
} from '#test/support/stub-auth-hub.ts';

let hub: StubHub;
let userData = '';
let desktop: DesktopApp | null = null;

test.beforeEach(async () => {
  hub = await startStubHub();
  userData = await mkdtemp(join(tmpdir(), 'tsunagi-e2e-'));
});
test.afterEach(async () => {
  await desktop?.close();
  desktop = null;
  await hub.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 3 });
});

async function open(options: Parameters<typeof launchDesktop>[0] = {}): Promise<Page> {
  desktop = await launchDesktop({ hub: hub.url, userData, ...options });
  return desktop.page;
}

/** Asks the bridge as the page would. */
function ask<T>(page: Page, work: (bridge: DesktopBridge) => Promise<T>): Promise<T> {
  return page.evaluate(`(${work.toString()})(window.desktop)`);
}

function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => window.matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Where the system's browser was sent; none is started here. */
async function sentTo(): Promise<URL> {
  const opened = () => desktop?.app.evaluate(() => String(Reflect.get(globalThis, 'sentTo') ?? ''));
  await expect.poll(opened).toContain('/sign-on/start');
  return new URL((await opened()) ?? '');
}

function keepBrowserShut(): Promise<void> | undefined {
  return desktop?.app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'sentTo', url);
  });
}

test.describe('signing in with the company’s account', () => {
  test('[DK1] goes to the system’s browser, comes back over the loopback, and leaves the page no more than a password does', async () => {
    const page = await open();
    await keepBrowserShut();
    const answer = ask(page, (bridge) => bridge.signOn());
    const url = await sentTo();
    expect(url.origin).toBe(hub.url);
    const asked = url.searchParams;
    hub.expectChallenge(asked.get('challenge') ?? '');
    const loopback = `http://127.0.0.1:${asked.get('port')}/`;
    // Another program of this machine knocks first, without the state.
    expect((await fetch(`${loopback}?state=${'x'.repeat(43)}&code=${STUB_PROOF}`)).status).toBe(400);
    const back = await fetch(`${loopback}?state=${asked.get('state')}&code=${STUB_PROOF}`);
    expect(back.status).toBe(200);
    expect(await answer).toMatchObject({ ok: true, data: { agent: STUB_AGENT } });
    expect(JSON.stringify(await answer)).not.toContain('refresh-token');
    await expect(fetch(loopback)).rejects.toThrow();
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({ data: { status: 'signed_in' } });
  });

  test('[DK1] signs nobody in by a code that somebody else brought, and can be cancelled', async () => {
    const page = await open();
    await keepBrowserShut();
    const refused = ask(page, (bridge) => bridge.signOn());
    const asked = (await sentTo()).searchParams;
    // The hub gave this code to a desktop with another challenge.
    hub.expectChallenge('another');
    await fetch(`http://127.0.0.1:${asked.get('port')}/?state=${asked.get('state')}&code=${STUB_PROOF}`);
    expect(await refused).toMatchObject({ ok: false });
    await desktop?.app.evaluate(() => Reflect.set(globalThis, 'sentTo', ''));
    const cancelled = ask(page, (bridge) => bridge.signOn());
    await sentTo();
    await ask(page, (bridge) => bridge.cancelSignOn());
    expect(await cancelled).toMatchObject({ ok: false, error: { code: 'sign_on_denied' } });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({ data: { status: 'signed_out' } });
  });
});

test.describe('the agent’s session in the window', () => {
  test('[DK1] opens signed in by a one-time code, and the page gets no refresh token', async () => {
    const page = await open({ signInCode: STUB_CODE });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({
      ok: true,
      data: { status: 'signed_in', agent: STUB_AGENT },
    });
    const session = await ask(page, (bridge) => bridge.refreshSession({}));
    expect(session).toMatchObject({
      ok: true,
      data: { accessToken: expect.stringMatching(/^access-token-/), agent: STUB_AGENT },
    });
    expect(JSON.stringify(session)).not.toContain('refresh-token');
  });

  test('[DK1] keeps no sign-in code where a child process or the page could read it', async () => {
    await open({ signInCode: STUB_CODE });
    const env = await desktop?.app.evaluate(() =>
      Object.keys(process.env).filter((name) => name.startsWith('TSUNAGI_SIGN_IN')),
    );
    expect(env).toEqual([]);
  });

  test('signs in by password, refreshes for many askers at once, and signs out', async () => {
    const page = await open();
    expect(await ask(page, (bridge) => bridge.refreshSession({}))).toMatchObject({
      ok: false,
      error: { code: 'not_signed_in' },
    });
    expect(
      await page.evaluate(
        (password) => (window as unknown as { desktop: DesktopBridge }).desktop.signIn({ login: 'sato', password }),
        STUB_PASSWORD,
      ),
    ).toMatchObject({ ok: true });
    await ask(page, (bridge) => Promise.all(Array.from({ length: 10 }, () => bridge.refreshSession({ force: true }))));
    // The page may refresh for itself meanwhile; a unit test counts exactly.
    expect(hub.asked.filter((path) => path.endsWith('/refresh')).length).toBeLessThan(5);
    expect(await ask(page, (bridge) => bridge.signOut())).toMatchObject({ ok: true });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({
      data: { status: 'signed_out', reason: 'none' },
    });
    expect(hub.asked).toContain('/api/v1/auth/logout');
  });

  test('gives the hub’s refusal of a wrong password in the hub’s words', async () => {
    const page = await open();
    expect(await ask(page, (bridge) => bridge.signIn({ login: 'sato', password: 'wrong' }))).toMatchObject({
      ok: false,
      error: { code: 'wrong_credentials', message: 'The login or the password is wrong.' },
    });
  });

  test('tells a hub that does not answer from one that refuses', async () => {
    const page = await open({ signInCode: STUB_CODE });
    await ask(page, (bridge) => bridge.authState());
    await hub.close();
    expect(await ask(page, (bridge) => bridge.refreshSession({ force: true }))).toMatchObject({
      ok: false,
      error: { code: 'hub_unreachable', retryable: true },
    });
    expect(await ask(page, (bridge) => bridge.authState())).toMatchObject({ data: { status: 'signed_in' } });
  });

  test('[DK1] has no refresh token in any file of the profile in the clear', async () => {
    const page = await open({ signInCode: STUB_CODE });
    const state = await ask(page, (bridge) => bridge.authState());
    expect(state).toMatchObject({ ok: true, data: { storage: expect.stringMatching(/^(keychain|memory)$/) } });
    const token = hub.refreshTokens[0] ?? 'none';
    for (const entry of await readdir(userData, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        // What Chromium takes away meanwhile holds nothing.
        const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
        expect(bytes.includes(token), entry.name).toBe(false);
      }
    }
  });
});

test.describe('the window', () => {
  test('[DK3] comes back as it was left: place, theme, zoom', async () => {
    const page = await open();
    await ask(page, (bridge) => bridge.setSettings({ theme: 'dark', zoom: 1.25 }));
    await expect.poll(() => isDark(page)).toBe(true);
    await desktop?.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 60, width: 1200, height: 760 }),
    );
    await page.waitForTimeout(800);
    await desktop?.close();

    const again = await open();
    const bounds = await desktop?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    expect(bounds).toEqual({ x: 120, y: 60, width: 1200, height: 760 });
    await expect.poll(() => isDark(again)).toBe(true);
    await expect.poll(() => again.evaluate(() => window.innerWidth)).toBe(960);
  });

  test('is never smaller than 1100 × 700', async () => {
    await open();
    const least = await desktop?.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
    );
    expect(least).toEqual([1100, 700]);
  });

  test('[DK2] shows the count in its title, whatever the page calls itself', async () => {
    const page = await open();
    await ask(page, (bridge) => bridge.setTitleCount({ count: 4 }));
    await page.evaluate(() => {
      document.title = 'something else';
    });
    const title = () => desktop?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(await title()).toBe('(4) Tsunagi');
  });

  test('opens once per profile: a second start brings a link to the first', async () => {
    const page = await open();
    await page.evaluate(() => {
      const bridge = (window as unknown as { desktop: DesktopBridge }).desktop;
      bridge.onLinkWaiting(() => {
        void bridge.takeLink().then((answer) => Reflect.set(window, 'opened', answer.ok && answer.data.link));
      });
    });
    await expect(launchDesktop({ hub: hub.url, userData, args: ['tsunagi://conversation/abc'] })).rejects.toThrow();
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'opened') as unknown))
      .toEqual({ kind: 'target', target: { kind: 'conversation', id: 'abc' } });
  });

  test('says what is wrong with a hub’s address, and connects to nothing', async () => {
    const page = await open({ hub: 'http://hub.example.jp' });
    expect(await ask(page, (bridge) => bridge.hubAddress())).toMatchObject({
      ok: true,
      data: { url: null, source: 'argument', problem: expect.stringContaining('expected https://HOST') },
    });
  });

  test('comes back by itself when its page dies', async () => {
    const page = await open();
    await desktop?.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect.poll(() => desktop?.log()).toContain('page gone');
    const isBack = () =>
      desktop?.app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return (
          contents?.isCrashed() === false && !contents.isLoading() && contents.getURL().startsWith('app://tsunagi/')
        );
      });
    await expect.poll(isBack).toBe(true);
    expect(page.url()).toMatch(/^app:/);
  });
});
