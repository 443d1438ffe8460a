import { app, type BrowserWindow, nativeImage } from 'electron';
import { overlayPicture } from './tray-picture.ts';

/** [DK2] Flashes the taskbar's entry until the window is looked at; on macOS the dock's icon bounces. */
export function setAttention(window: BrowserWindow | null, isOn: boolean): void {
  if (window === null || window.isDestroyed()) return;
  if (process.platform === 'darwin') {
    if (isOn && !window.isFocused()) app.dock?.bounce('critical');
    return;
  }
  // A window that is looked at needs no flash, and some desktops would keep it for later.
  window.flashFrame(isOn && !window.isFocused());
}

/** The count where each OS has a place for it: the dock, a Linux launcher, and over the taskbar's entry on Windows. */
export function setBadge(window: BrowserWindow | null, count: number, words: string): void {
  app.setBadgeCount(count);
  if (process.platform !== 'win32' || window === null || window.isDestroyed()) return;
  if (count === 0) {
    window.setOverlayIcon(null, '');
    return;
  }
  const { bitmap, width, height } = overlayPicture(32, count);
  window.setOverlayIcon(nativeImage.createFromBitmap(bitmap, { width, height, scaleFactor: 2 }), words);
}
