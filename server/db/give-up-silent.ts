import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';

/** What the driver knows of a connection and its types do not say. */
type Inside = { readonly readyForQuery: boolean; readonly connection: { readonly stream: Socket } };

/** So long again for what may lie unread: a program that was frozen wakes to its clock first. */
const SECOND_LOOK_MS = 1000;

/**
 * Ends a connection on which an answer is owed and nothing has come or gone for so long: the machine behind it is gone, or a
 * firewall has forgotten it, and the system would wait a quarter of an hour. Whoever waits there gets an error of code
 * `ETIMEDOUT`; the pool makes a new connection. Idle ones are the system's, by its keepalive.
 */
export function giveUpSilent(client: PoolClient, silenceMs: number): void {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  stream.setTimeout(silenceMs, () => {
    if (inside.readyForQuery) return;
    const read = stream.bytesRead;
    setTimeout(() => {
      if (inside.readyForQuery || stream.bytesRead !== read) return;
      const seconds = Math.round(silenceMs / 1000);
      stream.destroy(Object.assign(new Error(`the database has been silent for ${seconds} s`), { code: 'ETIMEDOUT' }));
    }, SECOND_LOOK_MS).unref();
  });
}
