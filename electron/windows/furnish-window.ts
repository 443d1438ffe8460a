import { type BrowserWindow, nativeTheme, screen } from 'electron';
import { addEditMenu } from '#electron/native/menu.ts';
import type { Speller } from '#electron/native/spelling/speller.ts';
import type { Settings, SettingsPatch } from '#shared/ipc/settings.ts';
import { joinDeskWindows } from './desk-windows.ts';
import { broughtBack } from './displays.ts';
import { watchPage } from './page-trouble.ts';
import { groundColour } from './window-options.ts';
import { zoomAfter, zoomKeyOf } from './zoom.ts';

type Furniture = {
  readonly settings: () => Settings;
  readonly change: (patch: SettingsPatch) => void;
  readonly speller: Speller;
  readonly locale: () => 'ja' | 'en';
  readonly log: (line: string) => void;
};

/** What every window with our page has: its zoom and the keys for it, right click, ground, care for a page that dies. */
export function furnishWindow(window: BrowserWindow, { settings, change, speller, locale, log }: Furniture): void {
  const { webContents } = window;
  joinDeskWindows(window);
  // The title carries the count; the page's <title> would take its place.
  window.on('page-title-updated', (event) => event.preventDefault());
  webContents.on('did-finish-load', () => webContents.setZoomFactor(settings().zoom));
  webContents.on('before-input-event', (event, press) => {
    const key = zoomKeyOf(press, process.platform);
    if (key === null) return;
    event.preventDefault();
    change({ zoom: zoomAfter(key, settings().zoom) });
  });
  const follow = (): void => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundColour(nativeTheme.shouldUseDarkColors));
  };
  const bringBack = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const back = broughtBack(
      window.getBounds(),
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    if (back !== null) window.setBounds(back);
  };
  nativeTheme.on('updated', follow);
  screen.on('display-removed', bringBack);
  screen.on('display-metrics-changed', bringBack);
  window.on('closed', () => {
    nativeTheme.off('updated', follow);
    screen.off('display-removed', bringBack);
    screen.off('display-metrics-changed', bringBack);
  });
  addEditMenu(webContents, { locale, speller });
  watchPage(window, { locale, log, now: () => performance.now() });
}
