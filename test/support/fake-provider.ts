import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll } from 'vitest';
import { freePort } from './free-port.ts';

export type FakeCall = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};
export type FakeReply = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

/**
 * What goes wrong with the next calls that match, one each: an answer of the provider's, half of JSON, a line that is cut
 * before (`cut`) or after (`lost`) the provider did what it was asked.
 */
export type Mishap = FakeReply | 'malformed' | 'cut' | 'lost';

export type FakeProvider = {
  readonly url: string;
  /** Everything it was asked, in order. */
  readonly calls: FakeCall[];
  /** The next calls whose path holds `part` go wrong, in this order. */
  readonly fail: (part: string, ...mishaps: Mishap[]) => void;
  /** Stops answering at all, as a server that is gone; and comes back on the same port. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** A provider's server on loopback: `answer` is how it behaves when nothing is wrong. Closed after the file's tests, under Vitest. */
export async function fakeProvider(answer: (call: FakeCall) => FakeReply): Promise<FakeProvider> {
  const calls: FakeCall[] = [];
  const mishaps: { part: string; mishap: Mishap }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      calls.push(call);
      const at = mishaps.findIndex(({ part }) => call.path.includes(part));
      const mishap = at === -1 ? undefined : mishaps.splice(at, 1)[0]?.mishap;
      if (mishap === 'cut') return void request.socket.destroy();
      const reply = mishap === undefined || typeof mishap === 'string' ? answer(call) : mishap;
      if (mishap === 'lost') return void request.socket.destroy();
      send(response, mishap === 'malformed' ? { ...reply, body: Buffer.from('{"half":') } : reply);
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  // One that nobody else comes upon while it is away.
  const port = await freePort();
  await listen(port);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  // Whoever runs it by another runner stops it.
  if (process.env['VITEST'] !== undefined) afterAll(stop);
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    fail: (part, ...more) => mishaps.push(...more.map((mishap) => ({ part, mishap }))),
    stop,
    start: () => listen(port),
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: FakeReply): void {
  const isBytes = Buffer.isBuffer(body);
  response.writeHead(status, { 'content-type': isBytes ? 'application/octet-stream' : 'application/json', ...headers });
  response.end(isBytes ? body : JSON.stringify(body ?? {}));
}
