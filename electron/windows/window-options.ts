import type { Bounds, WindowState } from '#electron/storage/settings-file.ts';

export const MIN_SIZE = { width: 1100, height: 700 } as const;
const FIRST_SIZE = { width: 1440, height: 900 } as const;

/** [DK1] The page's rights. Written out, though most are Electron's defaults: a test reads them back from the window. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Chromium's own speller fetches its dictionaries; ours is shipped (electron/native/spelling).
  spellcheck: false,
} as const;

/** The ground of the page, so that the window does not flash white before the first paint. As in renderer/styles/tokens.css. */
export function groundColour(isDark: boolean): string {
  return isDark ? '#15171a' : '#f6f5f2';
}

/** Where the window opens: as it was left, if enough of it would still be on a screen; else centred. Sizes in DIP. */
export function openingBounds(
  remembered: WindowState | null,
  screens: readonly Bounds[],
): Partial<Bounds> & { readonly width: number; readonly height: number } {
  const primary = screens[0];
  const clamp = (wanted: number, least: number, room: number | undefined): number =>
    Math.max(least, Math.min(wanted, room ?? wanted));
  const bounds = remembered?.bounds;
  const width = clamp(
    bounds?.width ?? FIRST_SIZE.width,
    MIN_SIZE.width,
    primary === undefined ? undefined : Math.max(...screens.map((s) => s.width)),
  );
  const height = clamp(
    bounds?.height ?? FIRST_SIZE.height,
    MIN_SIZE.height,
    primary === undefined ? undefined : Math.max(...screens.map((s) => s.height)),
  );
  if (bounds === undefined || !screens.some((screen) => isReachable(bounds, screen))) return { width, height };
  return { x: bounds.x, y: bounds.y, width, height };
}

/** A title bar that can be grabbed: 100 × 40 of the window's top lie on this screen. */
export function isReachable(window: Bounds, screen: Bounds): boolean {
  const overlap = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return overlap >= 100 && window.y >= screen.y && window.y + 40 <= screen.y + screen.height;
}
