import type { Logger } from 'pino';
import type { Revocations } from '#server/auth/revocations.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { mayFollow } from '#server/domains/topics/follow-rights.ts';
import { toError } from '#shared/lib/assert.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { liveSessions } from './live-sessions.repository.ts';
import { type AgentNamespace, isTopicRoom, sessionRoom } from './sockets.ts';

type Parts = {
  readonly db: ReadDb;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly revocations: Pick<Revocations, 'onRevoked'>;
  readonly everyMs: number;
};

/**
 * A socket outlives its access token and lasts as long as the sign-in behind it: ended ones are cut at once when their
 * end is announced, and found at the next look otherwise. People whose role or teams changed keep the socket and lose
 * the topics that are no longer theirs; `look` does that now instead of at the next turn.
 */
export function watchSessions(
  agents: AgentNamespace,
  { db, clock, logger, revocations, everyMs }: Parts,
): { look(): void; stop(): void } {
  function cut(authSessionId: string): void {
    const room = agents.in(sessionRoom(authSessionId));
    room.emit('revoked');
    // Closes after what is queued has left, so that the reason arrives.
    room.disconnectSockets(true);
  }

  async function look(): Promise<void> {
    const sockets = [...agents.sockets.values()];
    const live = await liveSessions(db, [...new Set(sockets.map((socket) => socket.data.authSessionId))], clock.now());
    for (const socket of sockets) {
      const session = live.get(socket.data.authSessionId);
      if (session === undefined) {
        cut(socket.data.authSessionId);
        continue;
      }
      const { asking } = socket.data;
      socket.data.asking = {
        ...asking,
        name: session.name,
        actor: { ...asking.actor, role: session.role, teamIds: session.teamIds },
      };
      for (const room of socket.rooms)
        if (isTopicRoom(room) && !mayFollow(socket.data.asking.actor, room)) void socket.leave(room);
    }
  }

  const unsubscribe = revocations.onRevoked(cut);
  const lookNow = (): void => {
    look().catch((error: unknown) => logger.warn({ reason: toError(error).message }, 'could not look at sign-ins'));
  };
  const timer = setInterval(lookNow, everyMs);
  timer.unref();
  return {
    look: lookNow,
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
