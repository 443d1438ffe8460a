import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came back over the loopback: a one-time code, or the code of an error. */
export type LoopbackAnswer = { readonly code: string } | { readonly error: string };

export type LoopbackReceiver = {
  readonly port: number;
  /** The first answer that carries the state. Rejects when closed before one came. */
  readonly answer: Promise<LoopbackAnswer>;
  close(): void;
};

type Words = { readonly title: string; readonly detail: string };

const CODE = /^[A-Za-z0-9_-]{43}$/;
const ERROR = /^[a-z_]{1,60}$/;

/**
 * Waits on a free port of 127.0.0.1, and of no other interface, for the browser to come back (RFC 8252, 7.3). Whatever
 * does not carry the state is refused and changes nothing: any program of this machine can knock here. It answers one
 * address, holds no page of the app, and is closed after the first answer.
 */
export async function openLoopback(state: string, words: Words): Promise<LoopbackReceiver> {
  let settle: (answer: LoopbackAnswer) => void = () => undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const answer = new Promise<LoopbackAnswer>((resolve, reject) => {
    settle = resolve;
    giveUp = reject;
  });
  // Nobody may be waiting yet when it is closed.
  answer.catch(() => undefined);
  const server = createServer({ maxHeaderSize: 8 * 1024 }, (request, response) => {
    const found = readAnswer(request, state, port);
    respond(response, found === null ? null : words);
    if (found === null) return;
    settle(found);
    close();
  });
  server.requestTimeout = 10_000;
  server.maxConnections = 20;
  await listen(server);
  const { port } = server.address() as AddressInfo;
  function close(): void {
    giveUp(new Error('closed'));
    server.close();
    // A browser keeps connections open for later, and there is no later.
    setImmediate(() => server.closeIdleConnections());
  }
  return { port, answer, close };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
}

function readAnswer(request: IncomingMessage, state: string, port: number): LoopbackAnswer | null {
  // A page of another site that had a name of its own resolved to this machine carries that name.
  if (request.method !== 'GET' || request.headers.host !== `127.0.0.1:${port}`) return null;
  // By hand: what any program may write here (`//`, `*`) is no address, and `URL` would throw at it.
  const [path, query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  if (path !== '/' || !sameText(asked.get('state') ?? '', state)) return null;
  const [code, error] = [asked.get('code'), asked.get('error')];
  if (error !== null) return ERROR.test(error) ? { error } : null;
  return code !== null && CODE.test(code) ? { code } : null;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A page without a script, an image or a link; the address it was reached by is not told to anybody. */
function respond(response: ServerResponse, words: Words | null): void {
  response.writeHead(words === null ? 400 : 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(words === null ? '' : page(words));
}

const page = ({ title, detail }: Words): string =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><style>body{font:16px/1.6 system-ui,sans-serif;margin:15vh auto;max-width:32em;padding:0 1em;color:#222;background:#faf8f4}h1{font-size:1.2em}@media(prefers-color-scheme:dark){body{color:#eee;background:#1d1c1a}}</style><h1>${title}</h1><p>${detail}</p>\n`;
