import type { WindowState } from '#electron/storage/settings-file.ts';

type DisplayEvent = 'display-added' | 'display-removed' | 'display-metrics-changed';

/** As much of Electron's `screen` as is followed. */
export type DisplayEvents = {
  on: (event: DisplayEvent, told: () => void) => unknown;
  off: (event: DisplayEvent, told: () => void) => unknown;
};

type Parts = {
  readonly screen: DisplayEvents;
  /** The name of the arrangement of now. */
  readonly arrangement: () => string;
  /** How the window was left with an arrangement; null where it was never seen with it. */
  readonly rememberedFor: (arrangement: string) => WindowState | null;
  readonly put: (state: WindowState) => void;
  readonly monotonicMs: () => number;
};

/** A dock tells its displays one after the other, and then what room their taskbars leave. */
const SETTLING_MS = 3000;

/**
 * [DK3] Docked and undocked, the window goes to where it was left with these displays, at the moment that they are known by:
 * what the OS moves meanwhile would be remembered in its place. A change without a display that came or went, such as
 * another size of the taskbar, moves nothing. Gives the way to stop.
 */
export function followDisplays({ screen, arrangement, rememberedFor, put, monotonicMs }: Parts): () => void {
  let known = arrangement();
  let changedAt = Number.NEGATIVE_INFINITY;
  const look = (): void => {
    const now = arrangement();
    if (now === known) return;
    known = now;
    const left = monotonicMs() - changedAt < SETTLING_MS ? rememberedFor(now) : null;
    if (left !== null) put(left);
  };
  const cameOrWent = (): void => {
    changedAt = monotonicMs();
    look();
  };
  screen.on('display-added', cameOrWent);
  screen.on('display-removed', cameOrWent);
  screen.on('display-metrics-changed', look);
  return () => {
    screen.off('display-added', cameOrWent);
    screen.off('display-removed', cameOrWent);
    screen.off('display-metrics-changed', look);
  };
}
