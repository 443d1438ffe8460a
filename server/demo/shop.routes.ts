import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The demo shop's pages at `/shop/`: a stranger's site as far as the widget can tell, with a policy of its own. */
export function serveShop(app: FastifyInstance): void {
  const folder = join(import.meta.dirname, 'shop');
  const open = 'the demo shop, which anybody may visit';
  app.get<{ Params: { '*': string } }>('/shop/*', { config: { open } }, (request, reply) => {
    const file = request.params['*'] === '' ? 'index.html' : request.params['*'];
    return reply
      .header(
        'content-security-policy',
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; style-src 'self'; script-src 'self'",
      )
      .header('cache-control', 'no-store')
      .sendFile(file, folder, { cacheControl: false });
  });
  app.get('/shop', { config: { open } }, (_request, reply) => reply.redirect('/shop/'));
}
