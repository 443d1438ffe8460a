import type { BrowserWindow } from 'electron';

const open = new Set<BrowserWindow>();

/** Counts a window among those with the desk's page until it is closed. */
export function joinDeskWindows(window: BrowserWindow): void {
  open.add(window);
  window.on('closed', () => open.delete(window));
}

/** The desk's own window and those of one conversation; the small one for alerts is no desk. */
export const deskWindows = (): readonly BrowserWindow[] => [...open];
