import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** A host that is not the hub and that nothing may reach: it counts whoever so much as knocks. */
export type TrapHost = {
  readonly port: number;
  /** Connections since the last `forget`, requests or not. */
  readonly knocks: () => number;
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

/** Listens on the loopback and answers everything with a page, a script, whatever is taken for one. */
export function startTrapHost(): Promise<TrapHost> {
  return trapAround(
    createServer((_request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'text/html').end('<h1>elsewhere</h1>');
    }),
  );
}

/** The same around a server of any kind that is not listening yet. */
export async function trapAround(server: Server & { closeAllConnections(): void }): Promise<TrapHost> {
  let knocks = 0;
  server.on('connection', () => {
    knocks += 1;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    knocks: () => knocks,
    forget: () => {
      knocks = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
