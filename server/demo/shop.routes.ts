import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';
import { DEMO_CUSTOMERS } from './cast.ts';
import { shopToken } from './stage.ts';

type Parts = { readonly widgetSecret: string; readonly now: () => Date };

/** The demo shop's pages at `/shop/`: a stranger's site as far as the widget can tell, with a policy of its own. */
export function serveShop(app: FastifyInstance, { widgetSecret, now }: Parts): void {
  const folder = join(import.meta.dirname, 'shop');
  const open = 'the demo shop, which anybody may visit';
  app.get<{ Params: { '*': string } }>('/shop/*', { config: { open } }, (request, reply) => {
    const asked = request.params['*'];
    // The page that leads to the bot is the first one, with the chat open; a widget tells the path and no query.
    const file = asked === '' || asked === 'bot.html' ? 'index.html' : asked;
    return reply
      .header(
        'content-security-policy',
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; style-src 'self'; script-src 'self'",
      )
      .header('cache-control', 'no-store')
      .sendFile(file, folder, { cacheControl: false });
  });
  // As a real shop would for whoever is signed in to it; here anybody may be one of the invented customers.
  app.post<{ Params: { key: string } }>('/shop/identity/:key', { config: { open } }, (request, reply) => {
    const customer = DEMO_CUSTOMERS.find(({ key }) => key === request.params.key);
    if (customer === undefined) throw new AppError('not_found');
    const { key: sub, email, name } = customer;
    reply.header('cache-control', 'no-store');
    return { ok: true, data: { name, token: shopToken({ sub, email, name }, widgetSecret, now()) } };
  });
  app.get('/shop', { config: { open } }, (_request, reply) => reply.redirect('/shop/'));
}
