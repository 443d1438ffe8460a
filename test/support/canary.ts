import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that nobody should ask: what it hears is what leaked. */
export type Canary = {
  /** An address of its own for each thing tried, so that what leaked can be named. */
  readonly at: (name: string) => string;
  /** Paths that were asked for, without what follows them. */
  readonly heard: () => readonly string[];
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Listens on the loopback and answers everything with a picture. */
export async function startCanary(): Promise<Canary> {
  let heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(new URL(request.url ?? '/', 'http://canary').pathname.split('/')[1] ?? '');
    response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'image/png').end(PIXEL);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    at: (name) => `http://127.0.0.1:${port}/${encodeURIComponent(name)}`,
    heard: () => [...new Set(heard)].map(decodeURIComponent),
    forget: () => {
      heard = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
