import type { Clock } from '#shared/lib/clock.ts';

/** A clock that stands still. */
export const fixedClock = (at: Date): Clock => ({ now: () => at });
