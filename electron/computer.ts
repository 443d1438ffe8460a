import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, net } from 'electron';
import type { DesktopConfig } from './config.ts';
import { computerCalls } from './ipc/handlers/computer-calls.ts';
import { sendSignalTo } from './ipc/typed-ipc-main.ts';
import { openCrashReports } from './lifecycle/crash-reports.ts';
import type { LogFile } from './lifecycle/log/log-file.ts';
import { log } from './lifecycle/log.ts';
import { crashSender } from './lifecycle/send-crash.ts';
import type { Dialogs } from './native/ask-by-dialog.ts';
import { createSpeller } from './native/spelling/speller.ts';
import { startAtLogin } from './native/start-at-login.ts';
import { type PolicyReading, policyView } from './policy/policy.ts';
import type { SettingsFile } from './storage/settings-file.ts';
import { type ConversationWindows, createConversationWindows } from './windows/conversation-windows.ts';
import { deskWindows } from './windows/desk-windows.ts';
import { furnishWindow } from './windows/furnish-window.ts';

type Parts = {
  readonly config: DesktopConfig;
  readonly policy: PolicyReading;
  readonly settings: SettingsFile;
  readonly logFile: LogFile;
  readonly dialogs: Dialogs;
  readonly locale: () => 'ja' | 'en';
  /** The desk's own window. */
  readonly window: () => BrowserWindow | null;
};

type Computer = {
  readonly calls: ReturnType<typeof computerCalls>;
  /** What every window of ours gets. */
  readonly furnish: (window: BrowserWindow) => void;
  readonly conversations: ConversationWindows;
  /** Puts settings that have changed into force everywhere. */
  readonly applySettings: (now: ReturnType<SettingsFile['settings']>) => void;
};

/** Wiring only, of what concerns this computer itself: its windows, spelling, log, crash reports, start at login. */
export function setUpComputer({ config, policy, settings, logFile, dialogs, locale, window }: Parts): Computer {
  const appFolder = app.getAppPath();
  const crashes = openCrashReports(app.getPath('crashDumps'));
  crashes.tidy(Date.now()).catch((thrown: unknown) => log(`crash reports not tidied: ${String(thrown)}`));
  const speller = createSpeller(
    { folder: join(appFolder, 'out/electron/dictionary'), own: join(app.getPath('userData'), 'own-words.txt') },
    log,
  );
  // A company's choice is put through at each start, an agent's when it is made.
  const isLoginLocked = policy.policy.locked?.startAtLogin !== undefined;
  let startsAtLogin = isLoginLocked ? null : (settings.settings().startAtLogin ?? false);

  const applyStartAtLogin = (wanted: boolean): void => {
    if (wanted === startsAtLogin) return;
    startsAtLogin = wanted;
    startAtLogin(wanted, {
      platform: process.platform,
      app,
      configFolder: config.configHome ?? join(homedir(), '.config'),
      program: startedBy(config.appImage, appFolder),
    }).catch((thrown: unknown) => log(`start at login not changed: ${String(thrown)}`));
  };
  applyStartAtLogin(settings.settings().startAtLogin ?? false);

  const applySettings: Computer['applySettings'] = (now) => {
    nativeTheme.themeSource = now.theme;
    for (const each of deskWindows()) each.webContents.setZoomFactor(now.zoom);
    // The small window for alerts has its look and language from them too.
    for (const each of BrowserWindow.getAllWindows()) sendSignalTo(each.webContents, 'settings/changed', now);
    applyStartAtLogin(now.startAtLogin ?? false);
  };
  const furnish = (each: BrowserWindow): void =>
    furnishWindow(each, {
      settings: () => settings.settings(),
      change: (patch) => void settings.change(patch).then(applySettings),
      speller,
      locale,
      log,
    });
  const conversations = createConversationWindows({ appFolder, isPackaged: app.isPackaged, furnish });
  const to = policy.policy.crashReportsTo;
  const calls = computerCalls({
    policy: () => policyView(policy),
    settings: () => settings.settings(),
    speller,
    logLines: (most) => logFile.lines(most),
    saveText: dialogs.saveText,
    crashes,
    sendCrash:
      to === undefined
        ? null
        : crashSender({
            to,
            confirm: dialogs.sendCrash,
            fetch: (url, init) => net.fetch(url, init),
            version: app.getVersion(),
            platform: process.platform,
          }),
    popOut: (conversationId) => conversations.open(conversationId, window()),
  });
  return { calls, furnish, conversations, applySettings };
}

/** An app that is not packaged is a folder that Electron is told of. */
function startedBy(appImage: string | null, appFolder: string): string[] {
  if (appImage !== null) return [appImage];
  return app.isPackaged ? [process.execPath] : [process.execPath, appFolder];
}
