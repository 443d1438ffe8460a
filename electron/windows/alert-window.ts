import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { sendSignalTo } from '#electron/ipc/typed-ipc-main.ts';
import type { AlertWindow } from '#electron/native/notifications/window-way.ts';
import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';
import { alertBounds } from './alert-bounds.ts';
import { groundColour, WEB_PREFERENCES } from './window-options.ts';

type Deps = {
  readonly appFolder: string;
  /** The desk's; Chromium has one for all windows of an origin. */
  readonly zoom: () => number;
  readonly log: (line: string) => void;
};

/** The small window over all others. It takes no focus when it comes: somebody may be writing elsewhere. */
export function createAlertWindow({ appFolder, zoom, log }: Deps): AlertWindow {
  let window: BrowserWindow | null = null;

  const bounds = (count: number) =>
    alertBounds(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea, count, zoom());

  const open = (count: number): BrowserWindow => {
    const opened = new BrowserWindow({
      ...bounds(count),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      acceptFirstMouse: true,
      // Else a window manager gives it a place in its rows, and the focus.
      ...(process.platform === 'linux' ? { type: 'notification' } : {}),
      title: 'Tsunagi',
      backgroundColor: groundColour(nativeTheme.shouldUseDarkColors),
      webPreferences: { ...WEB_PREFERENCES, devTools: false, preload: join(appFolder, 'out/electron/preload.cjs') },
    });
    opened.webContents.on('did-finish-load', () => opened.webContents.setZoomFactor(zoom()));
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.once('ready-to-show', () => {
      if (opened.isDestroyed()) return;
      opened.showInactive();
      // Not before: X11's window managers hear nothing of a window that is not there yet.
      opened.setAlwaysOnTop(true, 'screen-saver');
      opened.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.loadURL(`${APP_ORIGIN}/alert.html`).catch((thrown: unknown) => {
      log(`the small window was not loaded: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    });
    return opened;
  };

  return {
    fit(count) {
      if (count === 0) {
        window?.destroy();
        window = null;
        return true;
      }
      try {
        window ??= open(count);
        window.setBounds(bounds(count));
        return true;
      } catch (thrown: unknown) {
        log(`the small window could not be opened: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
        return false;
      }
    },
    refresh() {
      if (window !== null) sendSignalTo(window.webContents, 'notify/changed', undefined);
    },
  };
}
