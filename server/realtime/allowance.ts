/** How much a socket may say: a burst, refilled evenly. */
export type Allowance = {
  /** True when one more is within the limit, which it then uses. */
  readonly take: (now: number) => boolean;
};

/** `burst` at once, `perSecond` in the long run. */
export function createAllowance(burst: number, perSecond: number): Allowance {
  let left = burst;
  let last = Number.NEGATIVE_INFINITY;
  return {
    take(now) {
      left = Math.min(burst, left + (Math.max(0, now - last) / 1000) * perSecond);
      last = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
