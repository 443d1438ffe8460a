import type { DesktopBridge } from '#shared/ipc/bridge.ts';

/**
 * The only door to the desktop's main process. `null` in a browser, where the hub's cookie and the page itself do
 * these things.
 */
export const desktop: DesktopBridge | null = (window as Window & { readonly desktop?: DesktopBridge }).desktop ?? null;
