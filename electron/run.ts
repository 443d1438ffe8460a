import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { app, autoUpdater, nativeTheme, net, powerMonitor, session } from 'electron';
import { setUpComputer } from './computer.ts';
import type { DesktopConfig } from './config.ts';
import { createDeskWindow } from './desk-window.ts';
import { createArrivals, createDesktopShell, takeArguments } from './desktop-shell.ts';
import { checkHub } from './hub/check-hub.ts';
import { openChosenHub } from './hub/chosen-hub.ts';
import { findHubs } from './hub/find-hubs.ts';
import { lookAround } from './hub/look-around.ts';
import { hubCalls } from './ipc/handlers/hub-calls.ts';
import { settingsCalls } from './ipc/handlers/settings-calls.ts';
import { windowCalls } from './ipc/handlers/window-calls.ts';
import { registerCalls, sendSignal } from './ipc/typed-ipc-main.ts';
import { onParentGone } from './lifecycle/end-with-parent.ts';
import { openLogFile } from './lifecycle/log/log-file.ts';
import { keepLog, log } from './lifecycle/log.ts';
import { createDialogs } from './native/ask-by-dialog.ts';
import { setApplicationMenu } from './native/menu.ts';
import { type PowerEvents, watchMachine } from './native/watch-machine.ts';
import { askedAgain } from './network/asked-again.ts';
import { setUpNetwork } from './network/set-up-network.ts';
import { watchNetwork } from './network/watch-network.ts';
import { lockSettings } from './policy/locked-settings.ts';
import type { PolicyReading } from './policy/policy.ts';
import { serveAppScheme } from './scheme/app-scheme.ts';
import { setUpSignIn } from './sign-in.ts';
import { openSettingsFile } from './storage/settings-file.ts';
import { setUpUpdates } from './updates/set-up-updates.ts';
import { askBeforeUnload } from './windows/ask-before-unload.ts';
import { guardSession } from './windows/guard-contents.ts';
import { exchangeOf, guardRequests } from './windows/guard-requests.ts';
import { openMainWindow } from './windows/main-window.ts';

/** Far beyond copying an installer and asking Windows about it. */
const LONGEST_END_MS = 90_000;

/** Wiring only: what each part does is written in the part. Resolves once the window is opening. */
export async function run(config: DesktopConfig, policy: PolicyReading): Promise<void> {
  const desk = createDeskWindow();
  const arrivals = createArrivals(() => desk.tell('link/waiting', undefined));
  takeArguments(arrivals, config.argv);
  const follow = (argv: readonly string[]): void => {
    // An answer to a call is no wish to see the window; what it does brings the window along.
    if (!argv.some((arg) => arrivals.answerLinks.read(arg) !== null)) desk.bringToFront();
    takeArguments(arrivals, argv);
  };
  app.on('second-instance', (_event, argv) => follow(argv));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow([url]);
  });
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  // macOS closes the windows first then, starts its installer and ends the app after both.
  let isReplaced = false;
  autoUpdater.on('before-quit-for-update', () => {
    isQuitting = true;
    isReplaced = true;
  });
  app.on('window-all-closed', () => {
    if (!isReplaced) app.quit();
  });
  let isAlone = false;
  if (config.endWithParent)
    onParentGone(
      () => process.ppid,
      () => {
        isAlone = true;
        app.quit();
      },
    );
  await app.whenReady();

  const userData = app.getPath('userData');
  const appFolder = app.getAppPath();
  const logFile = openLogFile(join(userData, 'logs'));
  keepLog(logFile);
  const settings = lockSettings(openSettingsFile(join(userData, 'settings.json'), log), policy.policy.locked ?? {});
  const locale = (): 'ja' | 'en' => {
    const chosen = settings.settings().locale;
    if (chosen !== 'system') return chosen;
    return app.getLocale().startsWith('ja') ? 'ja' : 'en';
  };
  nativeTheme.themeSource = settings.settings().theme;
  await setUpNetwork(session.defaultSession, { policy: policy.policy, log, now: () => Date.now() });
  const dialogs = createDialogs({ window: desk.now, locale });
  const computer = setUpComputer({ config, policy, settings, logFile, dialogs, locale, window: desk.now });
  const fetchHub = askedAgain((url, init) => net.fetch(url, init));
  const check = (address: string) => checkHub(address, fetchHub);
  const hub = openChosenHub({
    given: { argument: config.hubArgument, policy: policy.policy.hub ?? null, settings: settings.hub() },
    check,
    confirm: dialogs.changeHub,
    keep: (url) => settings.chooseHub(url),
    leave: () => signIn.session.signOut(),
    onChosen() {
      computer.conversations.closeAll();
      // Out of the answer to the very page that is about to go.
      setTimeout(() => desk.now()?.webContents.reload(), 100);
    },
  });
  const { problem } = hub.now();
  if (problem !== null) log(`hub address: ${problem}`);
  if (config.hubArgument !== null && policy.policy.hub !== undefined)
    log('--hub is not heeded: the policy names the hub');
  const hubUrl = (): string | null => hub.now().url;

  const signIn = await setUpSignIn({
    userData,
    hubUrl,
    fetchHub,
    locale,
    onChanged(state) {
      sendSignal('auth/changed', state);
      updates.signedIn(state.status === 'signed_in');
      if (state.status === 'signed_out') computer.conversations.closeAll();
    },
  });
  const updates = setUpUpdates({ config, policy: policy.policy, userData, appFolder });
  // Not awaited: the page asks for the state, and that waits.
  signIn.session
    .start(config.signIn)
    .catch((thrown: unknown) => log(`session not taken up: ${String(thrown)}`))
    .then(async () => updates.signedIn((await signIn.session.state()).status === 'signed_in'))
    .catch((thrown: unknown) => log(`updates: not told who is signed in: ${String(thrown)}`));

  serveAppScheme(join(appFolder, 'out/renderer/desk'), hubUrl);
  guardSession(session.defaultSession, hubUrl, log);
  guardRequests(session.defaultSession, {
    hub: hubUrl,
    exchange: exchangeOf({
      hub: hubUrl,
      token: async () => (await signIn.session.current({ force: false })).accessToken,
      fetch: fetchHub,
    }),
    log,
  });
  setApplicationMenu(process.platform);
  const desktopShell = createDesktopShell({
    window: desk.now,
    bringToFront: desk.bringToFront,
    showOwn: computer.conversations.bringToFront,
    tell: desk.tell,
    appFolder,
    busAddress: config.busAddress,
    keys: () => settings.settings().globalShortcuts,
    locale,
    zoom: () => settings.settings().zoom,
    arrivals,
    log,
  });
  registerCalls(
    {
      ...signIn.calls,
      ...settingsCalls({
        settings,
        onChanged(now) {
          computer.applySettings(now);
          desktopShell.settingsChanged();
        },
      }),
      ...hubCalls({ hub, find: () => findHubs(lookAround(check)) }),
      ...computer.calls,
      ...windowCalls({
        window: desk.now,
        hub: () => hub.now(),
        isSandboxed: config.sandboxed,
        badge: desktopShell.badge,
      }),
      ...desktopShell.calls,
      ...updates.calls,
    },
    { locale, log },
  );
  powerMonitor.on('resume', () => {
    // Dead since the machine slept, and on some systems nobody has told Chromium: it would wait on them for an answer.
    const closed = session.defaultSession.closeAllConnections().catch(() => undefined);
    void closed.then(() => sendSignal('power/resume', undefined));
  });
  // Electron types each event alone; all four are told without a word.
  const power = { on: (event: 'resume', told: () => void) => powerMonitor.on(event, told) } as PowerEvents;
  watchMachine(power, (fact) => sendSignal('power/fact', { fact }));
  watchNetwork({
    interfaces: () => networkInterfaces(),
    every: (ms, work) => setInterval(work, ms),
    tell: () => sendSignal('network/changed', undefined),
  });
  const window = openMainWindow({
    appFolder,
    settings,
    furnish: computer.furnish,
    log,
    isPackaged: app.isPackaged,
    isQuiet: config.atLogin,
  });
  desk.is(window);
  updates.deskIs(window.webContents);
  window.on('close', (event) => {
    if (isQuitting || settings.settings().staysInTray !== true || !desktopShell.hasTray()) return;
    // Calls still arrive: the tray brings the window back.
    event.preventDefault();
    void desktopShell.putAway();
  });
  app.on('before-quit', (event) => {
    // The desk may ask and its agent stay: windows of conversations would be gone by then. So it goes first, and they with it.
    // On macOS to hold back a quit is to hold back the end of the computer's session.
    if (process.platform === 'darwin' || desk.now() === null || computer.conversations.isEmpty()) return;
    event.preventDefault();
    window.close();
  });
  askBeforeUnload(window, {
    locale,
    mayAsk: () => !isAlone,
    onStay() {
      isQuitting = false;
      isReplaced = false;
      updates.stayed();
    },
  });
  // macOS: the dock's icon, when the window waits in the tray.
  app.on('activate', desk.bringToFront);
  window.on('focus', () => desktopShell.looked());
  window.on('closed', () => {
    computer.conversations.closeAll();
    desk.is(null);
    desktopShell.windowClosed();
    if (isQuitting && !isReplaced) app.quit();
  });
  let isEnding = false;
  app.on('will-quit', (event) => {
    desktopShell.end();
    if (isReplaced) return;
    event.preventDefault();
    // Asked to quit once more, it ends when the first time has come to its end: an update may be on its way to the installer.
    if (isEnding) return;
    isEnding = true;
    // A home folder that has stopped answering keeps no window-less app here for ever.
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_END_MS));
    Promise.race([Promise.all([settings.flushed(), updates.atEnd()]), late]).then(
      () => app.exit(0),
      () => app.exit(0),
    );
  });
}
