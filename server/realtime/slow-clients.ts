import type { Logger } from 'pino';
import type { Server } from 'socket.io';

/** A client that has this much waiting for it is dropped; it comes back and catches up ([SY3]). */
const MOST_QUEUED_BYTES = 1_000_000;
const LOOK_EVERY_MS = 1000;

// Engine.IO has no public way to ask what is queued: packets it has not handed over yet, and bytes the transport has not sent.
type Connection = {
  readonly writeBuffer?: readonly { readonly data?: unknown }[];
  readonly transport?: { readonly socket?: { readonly bufferedAmount?: number } };
  readonly close: (discard: boolean) => void;
};

/** Keeps one slow reader from filling the hub's memory. */
export function dropSlowClients(
  io: Server,
  logger: Logger,
  limits = { bytes: MOST_QUEUED_BYTES, everyMs: LOOK_EVERY_MS },
): { stop(): void } {
  const timer = setInterval(() => {
    // `clients` of the engine has no type, and there is no other way in.
    const clients = (io.engine as unknown as { clients: Record<string, Connection> }).clients;
    for (const connection of Object.values(clients)) {
      const queued = queuedBytes(connection);
      if (queued <= limits.bytes) continue;
      logger.warn({ queued }, 'dropped a client that reads too slowly');
      connection.close(true);
    }
  }, limits.everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

export function queuedBytes({ writeBuffer = [], transport }: Omit<Connection, 'close'>): number {
  let bytes = transport?.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) if (typeof data === 'string' || data instanceof Uint8Array) bytes += data.length;
  return bytes;
}
