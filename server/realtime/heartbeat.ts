import type { Logger } from 'pino';
import { toError } from '#shared/lib/assert.ts';
import type { Head } from '#shared/wire/topic.ts';
import { inSlices } from './in-slices.ts';
import type { HeadReader } from './read-heads.ts';
import { isTopicRoom, type Namespaces } from './sockets.ts';

type Parts = {
  readonly heads: HeadReader;
  readonly logger: Logger;
  readonly everyMs: number;
  readonly now: () => Date;
  /** Other hubs may not be heard now: heads are beaten out faster, so that nobody waits long for what they told. */
  readonly isDeaf: () => boolean;
};

export type Heartbeat = {
  /** Something may have been missed: heads now, not at the next turn. */
  readonly beatNow: () => void;
  readonly stop: () => void;
};

/** While other hubs are not heard. */
const DEAF_MS = 1000;
/** Two reasons to beat at once within this time are one. */
const SOON_MS = 50;

type Listening = {
  readonly rooms: ReadonlySet<string>;
  readonly emit: (name: 'heads', said: { readonly heads: Head[]; readonly at: string }) => unknown;
};

/** Beats out to every socket how far its topics are, so that a lost last event is noticed too ([SY3]). One query for a slice. */
export function startHeartbeat(namespaces: Namespaces, { heads, logger, everyMs, now, isDeaf }: Parts): Heartbeat {
  const { agents, visitors } = namespaces;
  let beating = false;
  let again = false;
  let soon: NodeJS.Timeout | null = null;

  async function beatTo(slice: readonly Listening[]): Promise<void> {
    const found = await heads.read(slice.flatMap(({ rooms }) => [...rooms].filter(isTopicRoom)));
    const at = now().toISOString();
    // In the turn in which they were read: a head that is older than what was pushed since makes a desk load anew ([SY3]).
    for (const socket of slice) {
      const own = [...socket.rooms].map((room) => found.get(room)).filter((head) => head !== undefined);
      socket.emit('heads', { heads: own, at });
    }
  }

  async function beat(): Promise<void> {
    await inSlices(agents.sockets, beatTo);
    await inSlices(visitors.sockets, beatTo);
  }

  function start(): void {
    if (beating) {
      again = true;
      return;
    }
    beating = true;
    beat()
      .catch((error: unknown) => logger.warn({ reason: toError(error).message }, 'no heads beaten out this time'))
      .finally(() => {
        beating = false;
        if (again) beatNow();
        again = false;
      });
  }

  function beatNow(): void {
    soon ??= setTimeout(() => {
      soon = null;
      start();
    }, SOON_MS).unref();
  }

  const timer = setInterval(start, everyMs);
  const deafTimer = setInterval(() => {
    if (isDeaf()) start();
  }, DEAF_MS);
  timer.unref();
  deafTimer.unref();
  return {
    beatNow,
    stop() {
      clearInterval(timer);
      clearInterval(deafTimer);
      if (soon !== null) clearTimeout(soon);
    },
  };
}
