/** Time, timers and chance as the sync core needs them; tests pass their own. */
export type Timing = {
  readonly now: () => number;
  /** Runs `act` later; the returned function cancels it. */
  readonly later: (milliseconds: number, act: () => void) => () => void;
  /** At least 0, less than 1; for jitter, not for secrets. */
  readonly random: () => number;
};

export const realTiming: Timing = {
  now: () => Date.now(),
  later: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
};

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait before try number `tries` (from 0): 0.5 s doubled each time up to 30 s, of which half is chance. */
export function backoffMs(tries: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10));
  return whole / 2 + (whole / 2) * random();
}
