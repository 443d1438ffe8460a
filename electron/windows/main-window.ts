import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { addEditMenu } from '#electron/native/menu.ts';
import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';
import type { SettingsFile } from '#electron/storage/settings-file.ts';
import { watchPage } from './page-trouble.ts';
import { groundColour, MIN_SIZE, openingBounds, WEB_PREFERENCES } from './window-options.ts';
import { windowTitle } from './window-title.ts';

type Deps = {
  readonly appFolder: string;
  readonly settings: SettingsFile;
  readonly locale: () => 'ja' | 'en';
  readonly log: (line: string) => void;
  readonly isPackaged: boolean;
};

/** Opens the one window where it was left, shown at its first paint, in the colour of its ground until then. */
export function openMainWindow(deps: Deps): BrowserWindow {
  const { settings } = deps;
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...openingBounds(settings.window(), screens),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: windowTitle(0),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: groundColour(nativeTheme.shouldUseDarkColors),
    webPreferences: {
      ...WEB_PREFERENCES,
      devTools: !deps.isPackaged,
      preload: join(deps.appFolder, 'out/electron/preload.cjs'),
    },
  });
  window.once('ready-to-show', () => {
    if (settings.window()?.maximized === true) window.maximize();
    window.show();
  });
  // The title carries the count; the page's <title> would take its place.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(settings.settings().zoom));
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundColour(nativeTheme.shouldUseDarkColors));
  });
  rememberBounds(window, settings, deps.log);
  addEditMenu(window.webContents, deps.locale);
  watchPage(window, { locale: deps.locale, log: deps.log, now: () => performance.now() });
  // What goes wrong is heard, told and asked about in watchPage; a reload in the middle of loading rejects this too.
  window.loadURL(`${APP_ORIGIN}/`).catch(() => undefined);
  return window;
}

/** After a moving or resizing has come to rest, and at the end. */
function rememberBounds(window: BrowserWindow, settings: SettingsFile, log: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    settings
      .rememberWindow({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
      .catch((thrown: unknown) => log(`window bounds not kept: ${String(thrown)}`));
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, 500);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', remember);
}
