import type { Timing } from '#renderer/data/sync/timing.ts';

export type FakeTiming = Timing & {
  /** Moves on, running what becomes due in order, and what that sets going. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** How many timers wait. */
  readonly waiting: () => number;
};

/** Time that stands still until it is moved; chance is `chance` for ever. */
export function fakeTiming(chance = 0.5): FakeTiming {
  let now = Date.parse('2026-04-01T01:00:00.000Z');
  const timers: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    random: () => chance,
    later(milliseconds, act) {
      const timer = { at: now + milliseconds, act };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    waiting: () => timers.length,
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.act();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets promises that are settled run on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
