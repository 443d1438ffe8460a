import type { Clock } from '#shared/lib/clock.ts';

export type FakeClock = Clock & {
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Moves to an instant, also back. */
  set(instant: Date | string): void;
};

const START = '2026-04-01T01:00:00.000Z';

/** A clock that stands still until it is moved. Starts on a Wednesday at ten in Tokyo unless told otherwise. */
export function fakeClock(start: Date | string = START): FakeClock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds;
    },
    set(instant) {
      at = new Date(instant).getTime();
    },
  };
}
