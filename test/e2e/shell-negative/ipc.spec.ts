import { root } from '#build/root.ts';
import { IPC_CALLS } from '#shared/ipc/contract.ts';
import { expect, test } from '../fixtures/hostile-shell.ts';

/** A call that succeeds from the bare door, so that the refusals below are the arguments' and not the door's. */
const GOOD = ['settings/get'] as const;

/** Shown as it stands; each of those below has one thing about it that is not taken. */
const ALERT = {
  kind: 'call',
  title: 't',
  body: '',
  tag: 't',
  target: null,
  actions: [{ id: 'answer', label: 'Answer' }],
  isUrgent: false,
};

const deep = (levels: number): unknown => (levels === 0 ? 'x' : { inner: deep(levels - 1) });

/** Channel and arguments; each is refused as `invalid` before its handler runs. */
const BAD_CALLS: Readonly<Record<string, readonly [string, ...unknown[]]>> = {
  'a text for an object': ['settings/set', 'dark'],
  'a number for an object': ['settings/set', 7],
  'a list for an object': ['settings/set', ['dark']],
  'null for an object': ['settings/set', null],
  'an object for nothing': ['auth/state', { force: true }],
  'nothing for an object': ['window/badge'],
  'a text for a number': ['window/badge', { count: '1' }],
  'a negative count': ['window/badge', { count: -1 }],
  'a count without end': ['window/badge', { count: 1e308 }],
  'half a count': ['window/set-title', { count: 0.5 }],
  'a word outside the list': ['settings/set', { theme: 'pink' }],
  'a hub of its own': ['settings/set', { hub: 'https://evil.example' }],
  'another agent’s store': ['local/get', { namespace: 'draft', key: 'a', agentId: 'other' }],
  'a namespace of its own': ['local/get', { namespace: '../session', key: 'a' }],
  'a path for a key': ['local/put', { namespace: 'draft', key: '../../x', value: '1' }],
  'an empty key': ['local/put', { namespace: 'draft', key: '', value: '1' }],
  'a value longer than its place takes': ['local/put', { namespace: 'view', key: 'a', value: 'x'.repeat(1001) }],
  'an argument of five million characters': ['local/put', { namespace: 'outbox', key: 'a', value: 'x'.repeat(5e6) }],
  'a name of five million characters': ['settings/set', { ['x'.repeat(5e6)]: 1 }],
  'ten thousand names': ['settings/set', Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, at]))],
  'a hundred levels': ['settings/set', { theme: deep(100) }],
  'one argument too many': ['settings/set', { theme: 'dark' }, { theme: 'light' }],
  'a login that is an object': ['auth/sign-in', { login: { $ne: null }, password: 'x' }],
  'a password of a megabyte': ['auth/sign-in', { login: 'sato', password: 'x'.repeat(1e6) }],
  'a target that is a path': ['notify/show', { ...ALERT, target: { kind: 'conversation', id: '../x' } }],
  'a target of another kind': ['notify/show', { ...ALERT, target: { kind: 'file', id: 'x' } }],
  'an alert of its own kind': ['notify/show', { ...ALERT, kind: 'advertisement' }],
  'an alert that does what it likes': ['notify/show', { ...ALERT, actions: [{ id: 'run', label: 'Run' }] }],
  'four buttons on an alert': [
    'notify/show',
    { ...ALERT, actions: ALERT.actions.concat(ALERT.actions, ALERT.actions, ALERT.actions) },
  ],
  'an alert with a page of words': ['notify/show', { ...ALERT, body: 'x'.repeat(1001) }],
  'an alert with a picture': ['notify/show', { ...ALERT, icon: 'file:///etc/passwd' }],
  'an answer that no alert has': ['notify/answer', { tag: 't', action: 'run' }],
  'a tag without end': ['notify/close', { tag: 'x'.repeat(201) }],
  'attention by a word': ['window/attention', { on: 'yes' }],
  'a presence of its own': ['tray/show', { presence: 'owner' }],
  'a scheme of the web': ['links/claim', { scheme: 'https', on: true }],
  'a scheme of files': ['links/claim', { scheme: 'file', on: true }],
  'a link to put where one waits': ['link/take', { link: 'tsunagi://customer/1' }],
  'a path to pop out': ['window/pop-out', { conversationId: '../../x' }],
  'an address to pop out': ['window/pop-out', { conversationId: 'https://evil.example/' }],
  'a number for a hub': ['hub/choose', { address: 7 }],
  'a hub of a thousand characters': ['hub/choose', { address: 'h'.repeat(1000) }],
  'a place to look for hubs': ['hub/find', { domain: 'evil.example' }],
  'a page to sign on at': ['auth/sign-on', { url: 'https://evil.example/' }],
  'a place to prove oneself to': ['auth/prove', { origin: 'https://evil.example' }],
  'a place for the log': ['log/export', { path: '/etc/cron.d/x' }],
  'another file for the log': ['log/read', { path: '/etc/passwd' }],
  'a path for a crash report': ['crash/send', { id: '../../../etc/passwd' }],
  'a place to send one to': ['crash/send', { id: '0'.repeat(36), to: 'https://evil.example' }],
  'a path to delete': ['crash/delete', { id: '../../session.bin' }],
  'a book of words to check': ['spelling/check', { words: Array.from({ length: 1900 }, () => 'word') }],
  'a word of a thousand letters': ['spelling/check', { words: ['x'.repeat(1000)] }],
  'keys without a modifier': ['settings/set', { globalShortcuts: { answer: 'A', mute: null, 'accept-offer': null } }],
  'a louder volume than there is': ['settings/set', { alerts: { volume: 2 } }],
  'an update from its own place': ['update/install', { url: 'https://evil.example/setup.exe' }],
  'a feed of its own': ['update/check', { feed: 'https://evil.example' }],
  'less than nothing live': ['update/live', { calls: -1, chats: 0 }],
  'half a call': ['update/live', { calls: 0.5, chats: 0 }],
  'more live than anybody has': ['update/live', { calls: 0, chats: 1e9 }],
};

/** They have to be made in the page: a JSON of them would lose what is bad about them. */
const POISONED: Readonly<Record<string, string>> = {
  'an own __proto__': `JSON.parse('{"theme":"dark","__proto__":{"isAdmin":true}}')`,
  'a poisoned constructor': `JSON.parse('{"theme":"dark","constructor":{"prototype":{"isAdmin":true}}}')`,
  'a date': 'new Date()',
  'a map': `new Map([['theme', 'dark']])`,
  'a buffer': 'new Uint8Array(8)',
  'an error': `new Error('x')`,
  'a circle': '(() => { const a = {}; a.theme = a; return a; })()',
};

const CHANNELS: readonly string[] = [
  'nope',
  '',
  'settings/',
  'SETTINGS/GET',
  'settings/get ',
  '__proto__',
  'constructor',
  'auth/refresh-token',
  'secrets/load',
  'ELECTRON_BROWSER_REQUIRE',
  'fs/read',
  // What the main process tells is asked by nobody.
  'auth/changed',
  'notify/clicked',
  'presence/asked',
  'shortcut/pressed',
  'update/changed',
];

test.describe('the main process answers', () => {
  test('[DK1] the bare door is open: what follows is refused for what it says', async ({ shell }) => {
    expect(await shell.raw(...GOOD)).toMatchObject({ ok: true });
  });

  for (const [what, [channel, ...args]] of Object.entries(BAD_CALLS)) {
    test(`[DK1] not ${what}`, async ({ shell }) => {
      expect(await shell.raw(channel, ...args)).toMatchObject({ ok: false, error: { code: 'invalid' } });
    });
  }

  for (const [what, code] of Object.entries(POISONED)) {
    test(`[DK1] not ${what}`, async ({ shell }) => {
      const outcome = await shell.app.evaluate(async (_electron, argument) => {
        const window = Reflect.get(globalThis, 'rawWindow') as Electron.BrowserWindow;
        const answer: unknown = await window.webContents.executeJavaScript(
          `(async () => { try { return await window.raw.invoke('settings/set', ${argument}); } catch (e) { return { rejected: e.message }; } })()`,
        );
        return { answer, isPoisoned: 'isAdmin' in {} };
      }, code);
      expect(outcome.isPoisoned).toBe(false);
      expect(outcome.answer).not.toMatchObject({ ok: true });
    });
  }

  test('[DK1] not on a channel that is not in the contract', async ({ shell }) => {
    for (const channel of CHANNELS)
      expect(await shell.raw(channel), channel).toMatchObject({
        rejected: expect.stringContaining('No handler registered'),
      });
  });

  test('[DK1] no message that asks for no answer', async ({ shell }) => {
    const heard = await shell.app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String));
    // Electron's own, so that a message of this name throws nothing.
    expect(heard).toEqual(['error']);
  });
});

test.describe('the main process answers nobody but the page', () => {
  test('[DK1] not a frame inside it, of the same origin', async ({ shell }) => {
    const answer = await shell.app.evaluate(async () => {
      const { webContents } = Reflect.get(globalThis, 'rawWindow') as Electron.BrowserWindow;
      await webContents.executeJavaScript(
        `new Promise((done) => { const f = document.createElement('iframe'); f.onload = () => done(0); document.body.append(f); setTimeout(() => done(0), 1000); })`,
      );
      for (const until = Date.now() + 10_000; webContents.mainFrame.frames.length === 0 && Date.now() < until; )
        await new Promise((again) => setTimeout(again, 20));
      const frame = webContents.mainFrame.frames[0];
      const code = `window.raw === undefined ? 'no door' : window.raw.invoke('auth/state')`;
      const said: unknown = await frame?.executeJavaScript(code);
      await webContents.executeJavaScript(`document.querySelector('iframe').remove()`);
      return said;
    });
    if (answer !== 'no door') expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  for (const [who, where, partition] of [
    ['a page of another origin', 'data:text/html,<h1>elsewhere</h1>', ''],
    ['an empty page', 'about:blank', ''],
    ['a page in a session of its own', 'data:text/html,<h1>elsewhere</h1>', 'elsewhere'],
  ] as const) {
    test(`[DK1] not ${who}`, async ({ shell }) => {
      const answers = await shell.app.evaluate(
        async ({ BrowserWindow }, { preload, url, of, names }) => {
          const webPreferences = {
            preload,
            sandbox: true,
            contextIsolation: false,
            ...(of === '' ? {} : { partition: of }),
          };
          const foreign = new BrowserWindow({ show: false, webPreferences });
          try {
            await foreign.loadURL(url);
            const calls = names.map((name) => `window.raw.invoke('${name}')`).join(',');
            return (await foreign.webContents.executeJavaScript(`Promise.all([${calls}])`)) as unknown[];
          } finally {
            foreign.destroy();
          }
        },
        {
          preload: `${root}/test/support/raw-ipc-preload.cjs`,
          url: where,
          of: partition,
          names: Object.keys(IPC_CALLS),
        },
      );
      expect(answers).toHaveLength(Object.keys(IPC_CALLS).length);
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    });
  }

  test('[DK1] too many calls are refused, and others answered all the same', async ({ shell }) => {
    const codes = await shell.page.evaluate(async () => {
      const { desktop } = window as unknown as {
        desktop: { openExternal(args: { url: string }): Promise<{ error: { code: string } }> };
      };
      const answers = await Promise.all(Array.from({ length: 80 }, () => desktop.openExternal({ url: 'file:///x' })));
      return answers.map((answer) => answer.error.code);
    });
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThanOrEqual(45);
    expect(await shell.raw(...GOOD)).toMatchObject({ ok: true });
  });

  test('[DK1] a flood of any calls is refused, too', async ({ shell }) => {
    const codes = await shell.app.evaluate(async () => {
      const { webContents } = Reflect.get(globalThis, 'rawWindow') as Electron.BrowserWindow;
      return (await webContents.executeJavaScript(`(async () => {
        const codes = new Set();
        // A slow machine has to go on for longer until there are too many.
        for (const until = performance.now() + 20_000; !codes.has('rate_limited') && performance.now() < until; ) {
          const answers = await Promise.all(Array.from({ length: 12000 }, () => window.raw.invoke('app/info')));
          for (const answer of answers) codes.add(answer.ok ? 'ok' : answer.error.code);
        }
        return [...codes];
      })()`)) as string[];
    });
    expect(codes).toContain('rate_limited');
    await expect.poll(() => shell.raw(...GOOD)).toMatchObject({ ok: true });
  });
});
