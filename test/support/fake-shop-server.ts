import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with its next calls instead of what it should. `late`: does it, and never answers. */
export type ShopMisbehaviour =
  | { readonly status: number; readonly retryAfter?: number }
  | 'malformed'
  | 'cut'
  | 'late'
  | 'late_malformed';

export type ShopCallSeen = { readonly method: string; readonly path: string; readonly body: Record<string, never> };
export type ShopReply = { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> };
export type ShopRoutes = (call: {
  method: string;
  url: URL;
  body: Record<string, never>;
  headers: IncomingMessage['headers'];
}) => ShopReply | null;

/** A local server with a shop's routes that can misbehave, until it is closed. */
export async function startShopServer(routes: ShopRoutes) {
  const seen: ShopCallSeen[] = [];
  const misbehave: { match: RegExp; how: ShopMisbehaviour }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const url = new URL(request.url ?? '/', 'http://shop.test');
      const text = Buffer.concat(chunks).toString('utf8');
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, never>;
      const method = request.method ?? 'GET';
      seen.push({ method, path: url.pathname + url.search, body });
      const at = misbehave.findIndex(({ match }) => match.test(`${method} ${url.pathname}`));
      const how = at < 0 ? null : (misbehave.splice(at, 1)[0]?.how ?? null);
      if (how === 'cut') return void request.socket.destroy();
      if (how === 'malformed') return void response.writeHead(200).end('<html>maintenance</html>');
      if (typeof how === 'object' && how !== null) {
        const headers = how.retryAfter === undefined ? {} : { 'retry-after': String(how.retryAfter) };
        return void response.writeHead(how.status, headers).end('{"errors":"no"}');
      }
      const reply = routes({ method, url, body, headers: request.headers });
      if (how === 'late') return void request.socket.destroy();
      if (how === 'late_malformed') return void response.writeHead(200).end('not json');
      if (reply === null) return void response.writeHead(404).end('{}');
      response
        .writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
        .end(JSON.stringify(reply.json));
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, misbehave, close };
}
