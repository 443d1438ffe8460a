import { connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A wire between a client and a server that can be cut. */
export type Cutter = {
  readonly port: number;
  /** Resets every connection that is open now. Gives how many. */
  readonly cut: () => number;
  /** Connections so far. */
  readonly count: () => number;
};

/** Listens on a free port and passes bytes on to another; ended after the file's tests. */
export async function cutter(to: number): Promise<Cutter> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const upstream = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('error', () => into.destroy());
      from.on('close', () => {
        open.delete(from);
        into.destroy();
      });
      from.pipe(into);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  const cut = () => {
    const connections = open.size / 2;
    for (const socket of open) socket.resetAndDestroy();
    return connections;
  };
  afterAll(async () => {
    cut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { port: address.port, cut, count: () => count };
}
