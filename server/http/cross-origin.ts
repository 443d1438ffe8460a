import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** The Electron window's origin. */
export const DESK_ORIGIN = 'app://tsunagi';

/** What a shop's page may reach: the visitor's own routes. Commands and queries are the desk's. */
const SHOP_ROUTES = /^\/api\/v1\/(visitor|blobs|commands)(\/|$|\?)/;

/**
 * Other origins may read: the desk's window everything, shops' pages the visitor's routes. No cookies cross origins: the
 * desk's window and the widget carry tokens. With no shops configured, every site may embed the widget.
 */
export async function allowOrigins(app: FastifyInstance, shops: readonly string[]): Promise<void> {
  await app.register(cors, {
    delegator: (request, callback) => {
      const { origin } = request.headers;
      callback(null, {
        origin: origin !== undefined && isAllowed(origin, request.url, shops) ? origin : false,
        methods: ['GET', 'HEAD', 'POST'],
        allowedHeaders: ['authorization', 'content-type', 'accept-language', 'x-tsunagi'],
        exposedHeaders: ['retry-after', 'content-disposition'],
        credentials: false,
        maxAge: 600,
        strictPreflight: false,
      });
    },
  });
}

function isAllowed(origin: string, url: string, shops: readonly string[]): boolean {
  if (origin === DESK_ORIGIN) return true;
  return SHOP_ROUTES.test(url) && originOfShop(origin, shops);
}

/** Whether a shop's page at this origin may embed the widget; also what the visitors' socket asks. */
export const originOfShop = (origin: string, shops: readonly string[]): boolean =>
  shops.length === 0 ? /^https?:\/\//.test(origin) : shops.includes(origin);
