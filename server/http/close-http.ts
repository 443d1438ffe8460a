import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How soon a connection that was busy when the stop began is looked at again. */
const LOOK_MS = 50;
/** A stopping hub waits this long for answers under way, and for windows that do not say goodbye. */
const PATIENCE_MS = 10_000;

/**
 * What stops the server: it listens no more, what is under way is answered, and within ten seconds nothing is open. Call it
 * before the server listens. Node alone would wait for good for a connection that never asked anything, as browsers open
 * in advance, and over a minute for a kept one that was busy as the stop began.
 */
export function closerOf(http: FastifyInstance): () => Promise<void> {
  const open = new Set<Socket>();
  const unused = new Set<Socket>();
  const track = (socket: Socket): void => {
    open.add(socket);
    unused.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      unused.delete(socket);
    });
  };
  http.server.on('connection', track);
  // By https a request comes over the socket inside: from the handshake on that one counts in place of the one around it.
  http.server.on('secureConnection', (inside: Socket) => {
    for (const around of open) {
      if (around.remotePort !== inside.remotePort || around.remoteAddress !== inside.remoteAddress) continue;
      open.delete(around);
      unused.delete(around);
    }
    track(inside);
  });
  const used = ({ socket }: IncomingMessage): void => void unused.delete(socket);
  http.server.prependListener('request', used);
  http.server.prependListener('upgrade', used);
  return async () => {
    const endsAt = performance.now() + PATIENCE_MS;
    const looking = setInterval(() => {
      http.server.closeIdleConnections();
      for (const socket of performance.now() > endsAt ? open : unused) socket.destroy();
    }, LOOK_MS);
    try {
      await http.close();
    } finally {
      clearInterval(looking);
    }
  };
}
