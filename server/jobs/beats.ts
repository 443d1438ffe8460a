import type { Logger } from 'pino';

/** Something small that has to happen again and again, on every hub; whoever is first does it, the others find nothing. */
export type Beat = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<unknown> };

export type Beats = { readonly stop: () => Promise<void> };

/**
 * Runs each beat at its interval, never twice at once. For what must happen within a second: a job's schedule is in
 * minutes, and a job for every view or offer would write more than the thing itself. A beat that fails is logged and
 * comes again.
 */
export function startBeats(logger: Pick<Logger, 'warn'>, beats: readonly Beat[]): Beats {
  const running = new Map<string, Promise<void>>();
  const timers = beats.map((beat) =>
    setInterval(() => {
      if (running.has(beat.name)) return;
      running.set(
        beat.name,
        beat
          .run()
          .then(() => undefined)
          .catch((error: unknown) => logger.warn({ beat: beat.name, err: error }, 'a beat failed and comes again'))
          .finally(() => running.delete(beat.name)),
      );
    }, beat.everyMs),
  );
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
