import { expect, type HostileShell, test } from '../fixtures/hostile-shell.ts';

/** How a page brings up another window of ours, and what its address says. */
const OPENED: Readonly<Record<string, { readonly call: readonly [string, unknown]; readonly address: RegExp }>> = {
  'of one conversation': {
    call: ['window/pop-out', { conversationId: 'conversation-1' }],
    address: /^app:\/\/tsunagi\/\?window=conversation#/,
  },
  'of alerts': {
    call: [
      'notify/show',
      {
        kind: 'call',
        title: 'A call',
        body: '',
        tag: 'call-1',
        target: null,
        actions: [{ id: 'answer', label: 'Answer' }],
        isUrgent: true,
      },
    ],
    address: /^app:\/\/tsunagi\/alert\.html$/,
  },
};

/** The address of every window, each as long as it is there. */
const addresses = (shell: HostileShell): Promise<string[]> =>
  shell.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => (webContents.isLoading() ? '' : webContents.getURL())),
  );

for (const [which, { call, address }] of Object.entries(OPENED)) {
  test.describe(`a window ${which}`, () => {
    test('[DK1] has the walls of the desk’s own, and is let nowhere either', async ({ shell }) => {
      expect(await shell.raw(...call)).toMatchObject({ ok: true });
      await expect.poll(async () => (await addresses(shell)).some((url) => address.test(url))).toBe(true);
      const found = await shell.app.evaluate(
        async ({ BrowserWindow, session }, { pattern, port }) => {
          const window = BrowserWindow.getAllWindows().find((one) =>
            new RegExp(pattern).test(one.webContents.getURL()),
          );
          if (window === undefined) throw new Error('gone');
          const { webContents } = window;
          const told = (
            webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
          ).getLastWebPreferences();
          const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = told;
          const before = webContents.getURL();
          const to = `http://127.0.0.1:${port}/`;
          const run = (code: string): Promise<unknown> => webContents.executeJavaScript(code, true);
          const opened = await run(`window.open(${JSON.stringify(to)}) === null`);
          const fetched = await run(
            `fetch(${JSON.stringify(to)}, { mode: 'no-cors' }).then(() => 'came', () => 'refused')`,
          );
          const socket = await run(`new Promise((done) => {
            try {
              const one = new WebSocket(${JSON.stringify(to.replace('http', 'ws'))});
              one.onopen = () => done('came');
              one.onerror = () => done('refused');
            } catch { done('refused'); }
          })`);
          await run(`void (window.location.href = ${JSON.stringify(to)})`);
          await run(`new Promise((done) => setTimeout(done, 50))`);
          webContents.openDevTools();
          const after = {
            rights: { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag },
            kind: webContents.getType(),
            isOwnSession: webContents.session === session.defaultSession,
            outcomes: [opened, fetched, socket],
            stayed: webContents.getURL() === before,
            hasTools: webContents.isDevToolsOpened(),
          };
          return after;
        },
        { pattern: address.source, port: shell.foreign.port },
      );
      expect(found).toEqual({
        rights: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
        kind: 'window',
        isOwnSession: true,
        outcomes: [true, 'refused', 'refused'],
        stayed: true,
        hasTools: false,
      });
      await shell.app.evaluate(({ BrowserWindow }, pattern) => {
        for (const one of BrowserWindow.getAllWindows())
          if (new RegExp(pattern).test(one.webContents.getURL())) one.destroy();
      }, address.source);
    });
  });
}

test.describe('a page of an installed desktop', () => {
  test('[DK1] brings up one window of a conversation, however often it asks', async ({ shell }) => {
    const codes = await shell.app.evaluate(async () => {
      const { webContents } = Reflect.get(globalThis, 'rawWindow') as Electron.BrowserWindow;
      return (await webContents.executeJavaScript(`(async () => {
        const ask = () => window.raw.invoke('window/pop-out', { conversationId: 'often' });
        const answers = await Promise.all(Array.from({ length: 60 }, ask));
        return answers.map((answer) => answer.ok ? 'ok' : answer.error.code);
      })()`)) as string[];
    });
    expect(codes).toContain('rate_limited');
    expect(await addresses(shell)).toHaveLength(3);
    await expect.poll(async () => (await addresses(shell)).some((url) => url.includes('often'))).toBe(true);
    await shell.app.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.webContents.getURL().includes('often')) one.destroy();
    });
    await expect.poll(async () => (await addresses(shell)).length).toBe(2);
  });

  test('[DK1] brings nobody to choose another hub than the one that was given, and has none tried', async ({
    shell,
  }) => {
    for (const address of [`http://127.0.0.1:${shell.foreign.port}`, `127.0.0.1:${shell.foreign.port}`, shell.hub.url])
      expect(await shell.raw('hub/choose', { address })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('[DK1] sends no crash report where the company names no place for it', async ({ shell }) => {
    const answer = await shell.raw('crash/send', { id: '0190f2d2-0000-7000-8000-000000000001' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('[DK1] opens no browser to prove who nobody is', async ({ shell }) => {
    expect(await shell.raw('auth/prove')).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
  });

  test('[DK1] has no other links opened by Tsunagi than those of its own scheme', async ({ shell }) => {
    for (const scheme of ['http', 'https', 'mailto', 'file', 'app', ''])
      expect(await shell.raw('links/claim', { scheme, on: true })).toMatchObject({ ok: false });
    const claimed = await shell.app.evaluate(() => Reflect.get(globalThis, 'claimed') as string[]);
    expect(claimed).toEqual(['tsunagi']);
  });

  test('[DK4] that pins no keys looks for no update, fetches none and installs none', async ({ shell }) => {
    const off = { ok: true, data: { state: 'off', reason: 'build' } };
    for (const name of ['update/state', 'update/check', 'update/install', 'update/later'])
      expect(await shell.raw(name), name).toEqual(off);
  });
});
