import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';
import type { SettingsFile, WindowState } from '#electron/storage/settings-file.ts';
import { arrangementOf } from './displays.ts';
import { type DisplayEvents, followDisplays } from './follow-displays.ts';
import { groundColour, MIN_SIZE, openingBounds, WEB_PREFERENCES } from './window-options.ts';
import { windowTitle } from './window-title.ts';

type Deps = {
  readonly appFolder: string;
  readonly settings: SettingsFile;
  readonly furnish: (window: BrowserWindow) => void;
  readonly log: (line: string) => void;
  readonly isPackaged: boolean;
  /** Started with the computer's session: the window waits in the taskbar. */
  readonly isQuiet: boolean;
};

/** Opens the desk's window where it was left with the displays of now, shown at its first paint, in the colour of its ground until then. */
export function openMainWindow(deps: Deps): BrowserWindow {
  const { settings } = deps;
  const left = settings.window(arrangementNow());
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...openingBounds(left, screens),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: windowTitle(0),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: groundColour(nativeTheme.shouldUseDarkColors),
    webPreferences: {
      ...WEB_PREFERENCES,
      // Calls ring in the tray too: a throttled page would be a minute late to notice a lost line and register again.
      backgroundThrottling: false,
      devTools: !deps.isPackaged,
      preload: join(deps.appFolder, 'out/electron/preload.cjs'),
    },
  });
  window.once('ready-to-show', () => {
    if (deps.isQuiet) {
      window.minimize();
      return;
    }
    if (left?.maximized === true) window.maximize();
    window.show();
  });
  rememberBounds(window, settings, deps.log);
  const stopFollowing = followDisplays({
    screen: displayEvents,
    arrangement: arrangementNow,
    rememberedFor: (arrangement) => settings.windowWith(arrangement),
    put: (state) => putWindow(window, state),
    monotonicMs: () => performance.now(),
  });
  window.on('closed', stopFollowing);
  deps.furnish(window);
  // What goes wrong is heard, told and asked about in page-trouble.ts; a reload in the middle of loading rejects this too.
  window.loadURL(`${APP_ORIGIN}/`).catch(() => undefined);
  return window;
}

const arrangementNow = (): string => arrangementOf(screen.getAllDisplays());

// Electron types each event alone; all three are told without a word of it.
const displayEvents: DisplayEvents = {
  on: (event, told) => screen.on(event as 'display-added', told),
  off: (event, told) => screen.off(event as 'display-added', told),
};

/** One in the taskbar or filling its screen by the agent's wish stays as it is. */
function putWindow(window: BrowserWindow, { bounds, maximized }: WindowState): void {
  if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
  // Only what is not maximized can be put onto another display.
  if (window.isMaximized()) window.unmaximize();
  window.setBounds(bounds);
  if (maximized && window.isVisible()) window.maximize();
}

/** After a moving or resizing has come to rest, and at the end. */
function rememberBounds(window: BrowserWindow, settings: SettingsFile, log: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    settings
      .rememberWindow({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }, arrangementNow())
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
