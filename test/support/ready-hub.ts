import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Something that answers as a hub that is ready, and as nothing more; for tests of finding one. */
export type ReadyHub = { readonly url: string; close(): Promise<void> };

/** Listens on a free port of the loopback; by https with a key and a certificate. */
export async function startReadyHub(tls?: { readonly key: string; readonly cert: string }): Promise<ReadyHub> {
  const answer: RequestListener = (request, response) => {
    const isReady = request.url === '/readyz';
    response.statusCode = isReady ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    const refusal = { ok: false, error: { code: 'unavailable', message: '', retryable: true } };
    const ready = { ok: true, data: { ready: true, hubs: 1, fanOut: 'postgres' } };
    response.end(JSON.stringify(isReady ? ready : refusal));
  };
  const server: Server = tls === undefined ? createPlain(answer) : createSecure(tls, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
