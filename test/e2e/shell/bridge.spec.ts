import { expect, test } from '@playwright/test';
import { root } from '#build/root.ts';
import { type DesktopApp, launchDesktop } from '#test/support/electron-app.ts';

let desktop: DesktopApp;
test.beforeAll(async () => {
  desktop = await launchDesktop();
});
test.afterAll(() => desktop.close());

test.describe('the bridge', () => {
  test('[DK1] names what the page may ask and nothing generic', async () => {
    const names = await desktop.page.evaluate(() => Object.keys(Reflect.get(window, 'desktop') as object).sort());
    expect(names).toEqual([
      'answerAlert',
      'appInfo',
      'authState',
      'cancelSignOn',
      'checkForUpdate',
      'chooseHub',
      'claimLinks',
      'closeNotification',
      'deleteCrash',
      'exportLog',
      'findHubs',
      'getSettings',
      'hubAddress',
      'installUpdate',
      'linksState',
      'listCrashes',
      'localDelete',
      'localGet',
      'localList',
      'localPut',
      'localState',
      'onAlertsChanged',
      'onAuthChanged',
      'onLinkAsked',
      'onLinkWaiting',
      'onNetworkChanged',
      'onNotificationClicked',
      'onPowerFact',
      'onPresenceAsked',
      'onResume',
      'onSettingsChanged',
      'onShortcutPressed',
      'onUpdateChanged',
      'openExternal',
      'policy',
      'popOut',
      'proveAccount',
      'readLog',
      'refreshSession',
      'sendCrash',
      'setAttention',
      'setBadge',
      'setSettings',
      'setTitleCount',
      'setTray',
      'shortcutsState',
      'showNotification',
      'signIn',
      'signOn',
      'signOut',
      'takeLink',
      'tellLive',
      'updateLater',
      'updateState',
      'waitingAlerts',
    ]);
  });

  test('[DK1] cannot be changed or replaced by the page', async () => {
    const outcome = await desktop.page.evaluate(() => {
      const bridge = Reflect.get(window, 'desktop') as Record<string, unknown>;
      return {
        isFrozen: Object.isFrozen(bridge),
        methodReplaced: Reflect.set(bridge, 'signIn', () => 'mine'),
        methodAdded: Reflect.set(bridge, 'more', 1),
        bridgeReplaced: Reflect.set(window, 'desktop', { mine: true }) && Reflect.get(window, 'desktop') !== bridge,
        bridgeDeleted: Reflect.deleteProperty(window, 'desktop'),
      };
    });
    expect(outcome).toEqual({
      isFrozen: true,
      methodReplaced: false,
      methodAdded: false,
      bridgeReplaced: false,
      bridgeDeleted: false,
    });
  });

  test('[DK1] is all there is: no Node, no Electron in the page', async () => {
    const found = await desktop.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
  });

  test('[DK1] belongs to a window with these rights', async () => {
    const all = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
        return contents.getLastWebPreferences();
      }),
    );
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  test('[DK1] refuses arguments outside the contract, in words', async () => {
    const answers = await desktop.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'desktop') as Record<string, (args?: unknown) => Promise<unknown>>;
      return Promise.all([
        bridge['setSettings']?.({ theme: 'pink' }),
        bridge['setSettings']?.({ hub: 'https://evil.example' }),
        bridge['openExternal']?.({ url: 'file:///etc/passwd' }),
        bridge['setBadge']?.({ count: -1 }),
        bridge['authState']?.('surplus'),
        bridge['showNotification']?.({ title: '', body: '', tag: '', target: { kind: 'conversation', id: '../x' } }),
        bridge['claimLinks']?.({ scheme: 'https', on: true }),
        bridge['answerAlert']?.({ tag: 'x', action: 'quit' }),
        bridge['setTray']?.({ presence: 'asleep' }),
        bridge['setSettings']?.({ globalShortcuts: { answer: 'A', mute: null, 'accept-offer': null } }),
      ]);
    });
    for (const answer of answers.filter((_answer, index) => index !== 4)) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', retryable: false } });
    }
    // A method without arguments sends none, whatever it is given.
    expect(answers[4]).toMatchObject({ ok: true });
  });

  test('[DK1] answers a page of another origin, with our own preload, with a refusal', async () => {
    const answer = await desktop.app.evaluate(async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      try {
        await foreign.loadURL('data:text/html,<h1>elsewhere</h1>');
        return await foreign.webContents.executeJavaScript(
          'Promise.all([window.desktop.authState(), window.desktop.signIn({ login: "a", password: "b" })])',
        );
      } finally {
        foreign.destroy();
      }
    }, `${root}/out/electron/preload.cjs`);
    expect(answer).toMatchObject([
      { ok: false, error: { code: 'forbidden' } },
      { ok: false, error: { code: 'forbidden' } },
    ]);
  });

  test('[DK1] tells no signal to a page of another origin', async () => {
    const heard = await desktop.app.evaluate(async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      const ours = BrowserWindow.getAllWindows().find((window) => window !== foreign);
      try {
        await foreign.loadURL('data:text/html,<h1>elsewhere</h1>');
        await foreign.webContents.executeJavaScript(
          'window.heard = 0; window.desktop.onSettingsChanged(() => { window.heard += 1 }); 0',
        );
        await ours?.webContents.executeJavaScript('window.desktop.setSettings({ density: "compact" })');
        await foreign.webContents.executeJavaScript('new Promise((resolve) => setTimeout(resolve, 200))');
        return await foreign.webContents.executeJavaScript('window.heard');
      } finally {
        foreign.destroy();
      }
    }, `${root}/out/electron/preload.cjs`);
    expect(heard).toBe(0);
  });

  test('stops telling a listener that was taken off', async () => {
    const heard = await desktop.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'desktop') as {
        onSettingsChanged(listener: (settings: { density: string }) => void): () => void;
        setSettings(patch: { density: string }): Promise<unknown>;
      };
      const densities: string[] = [];
      const stop = bridge.onSettingsChanged(({ density }) => densities.push(density));
      await bridge.setSettings({ density: 'compact' });
      stop();
      await bridge.setSettings({ density: 'comfortable' });
      return densities;
    });
    expect(heard).toEqual(['compact']);
  });
});
