import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme, net, powerMonitor, safeStorage, session } from 'electron';
import { createAgentSession } from './auth/agent-session.ts';
import { createHubAuth } from './auth/hub-auth.ts';
import { readConfig } from './config.ts';
import { chooseHubAddress } from './hub/hub-address.ts';
import { authCalls } from './ipc/handlers/auth-calls.ts';
import { settingsCalls } from './ipc/handlers/settings-calls.ts';
import { windowCalls } from './ipc/handlers/window-calls.ts';
import { registerCalls, sendSignal, sendSignalTo } from './ipc/typed-ipc-main.ts';
import { deepLinkIn, parseDeepLink } from './lifecycle/deep-links.ts';
import { onParentGone } from './lifecycle/end-with-parent.ts';
import { log } from './lifecycle/log.ts';
import { setApplicationMenu } from './native/menu.ts';
import { createNotifier } from './native/notifications.ts';
import { declareAppScheme, serveAppScheme } from './scheme/app-scheme.ts';
import { openSecretStore } from './storage/secret-store.ts';
import { openSettingsFile } from './storage/settings-file.ts';
import { guardAllContents, guardSession } from './windows/guard-contents.ts';
import { exchangeOf, guardSockets } from './windows/guard-sockets.ts';
import { openMainWindow } from './windows/main-window.ts';

// Wiring only: what each part does is written in the part.
const config = readConfig();
// As root Chromium has no sandbox to enable, and this call would take --no-sandbox away and make every process die.
if (config.sandboxed) app.enableSandbox();
declareAppScheme();
guardAllContents({ log, onLink: (contents, url) => sendSignalTo(contents, 'link/asked', { url }) });

if (app.requestSingleInstanceLock()) {
  run().catch((thrown: unknown) => {
    log(`could not start: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
    app.exit(1);
  });
} else {
  log('already open for this user: its window was brought to the front');
  app.quit();
}

async function run(): Promise<void> {
  let window: BrowserWindow | null = null;
  const bringToFront = (): void => {
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  };
  const follow = (target: ReturnType<typeof parseDeepLink>): void => {
    bringToFront();
    if (target !== null) sendSignal('deep-link', { target });
  };
  app.on('second-instance', (_event, argv) => follow(deepLinkIn(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  app.on('window-all-closed', () => app.quit());
  if (config.endWithParent)
    onParentGone(
      () => process.ppid,
      () => app.quit(),
    );
  await app.whenReady();

  const userData = app.getPath('userData');
  const appFolder = app.getAppPath();
  const settings = openSettingsFile(join(userData, 'settings.json'), log);
  const locale = (): 'ja' | 'en' => {
    const chosen = settings.settings().locale;
    if (chosen !== 'system') return chosen;
    return app.getLocale().startsWith('ja') ? 'ja' : 'en';
  };
  nativeTheme.themeSource = settings.settings().theme;
  const hub = chooseHubAddress({ argument: config.hubArgument, settings: settings.hub() });
  if (hub.problem !== null) log(`hub address: ${hub.problem}`);

  const secrets = await openSecretStore({
    path: join(userData, 'session.bin'),
    platform: process.platform,
    safeStorage,
    log,
  });
  const agentSession = createAgentSession({
    hubAuth: hub.url === null ? null : createHubAuth(hub.url, (url, init) => net.fetch(url, init)),
    secrets,
    onChanged: (state) => sendSignal('auth/changed', state),
    log,
    clocks: { monotonicMs: () => performance.now(), wallMs: () => Date.now() },
  });
  // Not awaited: the page asks for the state, and that waits.
  agentSession.start(config.signIn).catch((thrown: unknown) => log(`session not taken up: ${String(thrown)}`));

  serveAppScheme(join(appFolder, 'out/renderer/desk'), () => hub.url);
  guardSession(session.defaultSession, () => hub.url, log);
  guardSockets(session.defaultSession, {
    hub: () => hub.url,
    exchange: exchangeOf({
      hub: () => hub.url,
      token: async () => (await agentSession.current({ force: false })).accessToken,
      fetch: (url, init) => net.fetch(url, init),
    }),
    log,
  });
  setApplicationMenu(process.platform);
  const notify = createNotifier((target) => {
    bringToFront();
    if (target !== null) sendSignal('notify/clicked', { target });
  });
  registerCalls(
    {
      ...authCalls(agentSession),
      ...settingsCalls({
        settings,
        onChanged: (now) => {
          nativeTheme.themeSource = now.theme;
          window?.webContents.setZoomFactor(now.zoom);
          sendSignal('settings/changed', now);
        },
      }),
      ...windowCalls({ window: () => window, hub, isSandboxed: config.sandboxed, notify }),
    },
    { locale, log },
  );
  powerMonitor.on('resume', () => sendSignal('power/resume', undefined));
  window = openMainWindow({ appFolder, settings, locale, log, isPackaged: app.isPackaged });
  window.on('closed', () => {
    window = null;
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    settings.flushed().then(
      () => app.exit(0),
      () => app.exit(0),
    );
  });
}
