import type { Logger } from 'pino';
import { toError } from '#shared/lib/assert.ts';
import type { Head } from '#shared/wire/topic.ts';
import type { FanOut } from './fan-out.ts';
import { inSlices } from './in-slices.ts';
import type { HeadReader } from './read-heads.ts';
import { isTopicRoom, type Namespaces } from './sockets.ts';

type Parts = {
  readonly heads: Pick<HeadReader, 'read'>;
  readonly fanOut: Pick<FanOut, 'flush' | 'sentSince'>;
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
export function startHeartbeat(
  namespaces: Namespaces,
  { heads, fanOut, logger, everyMs, now, isDeaf }: Parts,
): Heartbeat {
  const { agents, visitors } = namespaces;
  let beating = false;
  let again = false;
  let soon: NodeJS.Timeout | null = null;

  async function beatTo(slice: readonly Listening[]): Promise<void> {
    const sent = fanOut.sentSince();
    try {
      const found = await heads.read(slice.flatMap(({ rooms }) => [...rooms].filter(isTopicRoom)));
      // What waits to share a frame leaves before a head that tells of it: nobody misses what is on its way.
      fanOut.flush();
      tellHeads(slice, (room) => {
        const head = found.get(room);
        return head === undefined ? [] : [sent.newest(head)];
      });
    } finally {
      sent.end();
    }
  }

  /** In the turn in which they were read: a head older than what was pushed since makes a desk load anew ([SY3]). */
  function tellHeads(slice: readonly Listening[], headOf: (room: string) => Head[]): void {
    const at = now().toISOString();
    for (const socket of slice) socket.emit('heads', { heads: [...socket.rooms].flatMap(headOf), at });
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
