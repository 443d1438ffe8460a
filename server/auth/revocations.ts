import type { ReadDb } from '#server/db/handle.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { revokedSince } from './auth-sessions.repository.ts';

type Listener = (authSessionId: string) => void;

/** Tells within two seconds, on every hub, that a sign-in was ended, so that its sockets are cut. */
export type Revocations = {
  /** `listener` gets each ended session at least once. Returns how to stop listening. */
  readonly onRevoked: (listener: Listener) => () => void;
  /** For the hub that ended it: its own listeners hear at once. */
  readonly announce: (authSessionId: string) => void;
  readonly stop: () => void;
};

const LOOK_EVERY_MS = 1000;
/** Commits come out of order of their times, and the times are of hubs whose clocks differ; looking back this far misses none. */
const LOOK_BACK_MS = 10 * 60_000;

/** Sessions ended by other hubs are seen by looking; announcements alone would be lost with a broken connection. */
export function createRevocations(db: ReadDb, clock: Clock, everyMs: number = LOOK_EVERY_MS): Revocations {
  const listeners = new Set<Listener>();
  const told = new Map<string, number>();
  let looking = false;

  function announce(id: string): void {
    if (told.has(id)) return;
    told.set(id, clock.now().getTime());
    for (const listener of listeners) listener(id);
  }

  async function look(): Promise<void> {
    if (looking || listeners.size === 0) return;
    looking = true;
    try {
      const since = clock.now().getTime() - LOOK_BACK_MS;
      for (const id of await revokedSince(db, new Date(since))) announce(id);
      for (const [id, at] of told) if (at < since - LOOK_BACK_MS) told.delete(id);
    } catch {
      // The database is away: every request fails anyway, and the next look makes up for this one.
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return {
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    stop: () => clearInterval(timer),
  };
}
