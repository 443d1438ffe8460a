import type { Bounds } from '#electron/storage/settings-file.ts';
import { isReachable, MIN_SIZE } from './window-options.ts';

/** As much of a display as matters: where it is, and how finely it is drawn. */
export type DisplayFacts = { readonly workArea: Bounds; readonly scaleFactor: number };

/**
 * Names an arrangement of displays, so that a window is remembered for each: on the office's two as it was there, on the
 * train as it was there. The same whatever order the OS tells them in.
 */
export function arrangementOf(displays: readonly DisplayFacts[]): string {
  return displays
    .map(({ workArea: { x, y, width, height }, scaleFactor }) => `${x},${y} ${width}x${height}@${scaleFactor}`)
    .sort()
    .join(' ');
}

/**
 * Where a window goes when displays were taken away or changed: nowhere (null) while its title bar can still be grabbed;
 * else as a whole onto the display nearest to where it was.
 */
export function broughtBack(window: Bounds, screens: readonly Bounds[]): Bounds | null {
  if (screens.length === 0 || screens.some((screen) => isReachable(window, screen))) return null;
  const nearest = screens.reduce((best, screen) => (distance(window, screen) < distance(window, best) ? screen : best));
  const width = Math.max(Math.min(window.width, nearest.width), Math.min(window.width, MIN_SIZE.width));
  const height = Math.max(Math.min(window.height, nearest.height), Math.min(window.height, MIN_SIZE.height));
  return {
    x: within(window.x, nearest.x, nearest.x + nearest.width - width),
    y: within(window.y, nearest.y, nearest.y + nearest.height - height),
    width,
    height,
  };
}

/** The way from the middle of one to the middle of the other, squared. */
function distance(one: Bounds, other: Bounds): number {
  const dx = one.x + one.width / 2 - (other.x + other.width / 2);
  const dy = one.y + one.height / 2 - (other.y + other.height / 2);
  return dx * dx + dy * dy;
}

/** A window larger than its display keeps its title bar on it. */
const within = (wanted: number, least: number, most: number): number => Math.max(least, Math.min(wanted, most));
