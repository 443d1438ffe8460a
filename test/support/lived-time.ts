export type LivedTime = {
  /** Milliseconds since it was begun, less the pauses. */
  readonly now: () => number;
  readonly stop: () => void;
};

const TICK_MS = 10;
/** What counts of a pause, however long it was. */
export const MOST_OF_A_PAUSE_MS = 100;

/**
 * Time as this process lives through it: of a pause in which nothing here ran, as when the machine stood still or others had its
 * cores, only a tenth of a second counts. For limits that are a promise of ours and not of the machine's.
 */
export function livedTime(): LivedTime {
  let lived = 0;
  let last = performance.now();
  const now = (): number => {
    const at = performance.now();
    lived += Math.min(at - last, MOST_OF_A_PAUSE_MS);
    last = at;
    return lived;
  };
  const timer = setInterval(now, TICK_MS);
  return { now, stop: () => clearInterval(timer) };
}
