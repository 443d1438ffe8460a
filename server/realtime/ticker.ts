/** Gives ticks while something is marked: never two at once, never closer together than said. */
export type Ticker = {
  /** Something is marked: a tick comes. */
  readonly schedule: () => void;
  /** Resolves when nothing is marked, or nothing can be written. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

type Parts = {
  readonly everyMs: number;
  readonly now: () => Date;
  readonly isMarked: () => boolean;
  /** Never rejects. False when something could not be written; it is marked again. */
  readonly tick: () => Promise<boolean>;
};

/** A tick that could not be written comes again after this long. */
const AGAIN_MS = 1000;

export function createTicker({ everyMs, now, isMarked, tick }: Parts): Ticker {
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;
  let lastTick = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let failing = false;

  function schedule(): void {
    if (stopped || timer !== null || ticking !== null || !isMarked()) return;
    // Whatever the clock did since the last one, no tick is longer away than one turn.
    later(Math.min(everyMs, Math.max(0, lastTick + everyMs - now().getTime())));
  }

  function later(wait: number): void {
    timer = setTimeout(() => {
      timer = null;
      lastTick = now().getTime();
      ticking = tick().then((whole) => {
        ticking = null;
        failing = !whole;
        if (whole) schedule();
        else if (!stopped) later(AGAIN_MS);
      });
    }, wait);
    timer.unref();
  }

  return {
    schedule,
    async idle() {
      // Without a database there is nothing to wait for.
      while (ticking !== null || (timer !== null && !failing))
        await (ticking ?? new Promise((done) => setTimeout(done, 5)));
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
