import type { Logger } from 'pino';
import { toError } from '#shared/lib/assert.ts';
import type { Head } from '#shared/wire/topic.ts';
import type { HeadReader } from './read-heads.ts';
import { isTopicRoom, type Namespaces } from './sockets.ts';

type Parts = {
  readonly heads: HeadReader;
  readonly logger: Logger;
  readonly everyMs: number;
  readonly now: () => Date;
};

/** Beats out to every socket how far its topics are, so that a lost last event is noticed too ([SY3]). One query for all. */
export function startHeartbeat(namespaces: Namespaces, { heads, logger, everyMs, now }: Parts): { stop(): void } {
  const { agents, visitors } = namespaces;
  let beating = false;

  async function beat(): Promise<void> {
    const topics = new Set([...agents.adapter.rooms.keys(), ...visitors.adapter.rooms.keys()].filter(isTopicRoom));
    if (topics.size === 0 && agents.sockets.size + visitors.sockets.size === 0) return;
    const found = await heads.read([...topics]);
    const at = now().toISOString();
    const headsOf = (rooms: ReadonlySet<string>): Head[] =>
      [...rooms].map((room) => found.get(room)).filter((head) => head !== undefined);
    for (const socket of agents.sockets.values()) socket.emit('heads', { heads: headsOf(socket.rooms), at });
    for (const socket of visitors.sockets.values()) socket.emit('heads', { heads: headsOf(socket.rooms), at });
  }

  const timer = setInterval(() => {
    if (beating) return;
    beating = true;
    beat()
      .catch((error: unknown) => logger.warn({ reason: toError(error).message }, 'no heads beaten out this time'))
      .finally(() => {
        beating = false;
      });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
