import { toError } from '#shared/lib/assert.ts';

/** Puts what a busy topic has to say together, so that several events share a frame. */
export type Gathering<T> = {
  /**
   * Passes on what is said to so many followers: at once, or, when the topic's last frame to many has only just left, with
   * all that comes until ten milliseconds after it. The order of a topic is kept.
   */
  readonly take: (topic: string, said: readonly T[], followers: number) => void;
  /** Passes on at once what waits. */
  readonly flush: () => void;
  /** Passes on at once what waits, and keeps no timer. */
  readonly stop: () => void;
};

/**
 * Writing to so many takes the hub half the time between two of two hundred events a second, so each would only wait for
 * the one before. Fewer are written to before the next comes: there a pause is nothing but a delay.
 */
const MANY = 150;
/** Longest that an event waits. At two hundred a second a longer pause delays more than it spares the hub, a shorter one spares nothing. */
const PAUSE_MS = 10;

type Pause<T> = { said: T[]; readonly timer: NodeJS.Timeout };

/** `onFault` is told what passing on threw after a wait; whoever handed it in is gone by then. */
export function createGathering<T>(
  pass: (topic: string, said: readonly T[]) => void,
  onFault: (fault: Error) => void,
): Gathering<T> {
  /** The topics that have told many only just. */
  const pauses = new Map<string, Pause<T>>();

  function pauseAfter(topic: string): void {
    pauses.set(topic, { said: [], timer: setTimeout(() => end(topic), PAUSE_MS).unref() });
  }

  function end(topic: string): void {
    const waited = pauses.get(topic)?.said ?? [];
    pauses.delete(topic);
    if (waited.length === 0) return;
    // Writing to many takes a while, and is no part of the pause.
    passOn(topic, waited);
    pauseAfter(topic);
  }

  function passOn(topic: string, said: readonly T[]): void {
    try {
      pass(topic, said);
    } catch (error) {
      onFault(toError(error));
    }
  }

  function flush(): void {
    for (const [topic, pause] of pauses) {
      const waited = pause.said;
      pause.said = [];
      if (waited.length > 0) passOn(topic, waited);
    }
  }

  return {
    take(topic, said, followers) {
      const pause = pauses.get(topic);
      if (pause !== undefined && (followers >= MANY || pause.said.length > 0)) {
        pause.said.push(...said);
        return;
      }
      if (pause === undefined && followers >= MANY) pauseAfter(topic);
      pass(topic, said);
    },
    flush,
    stop() {
      flush();
      for (const { timer } of pauses.values()) clearTimeout(timer);
      pauses.clear();
    },
  };
}
