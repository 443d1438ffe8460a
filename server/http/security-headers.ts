import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** The browser desk's policy: what the Electron window's own says, for a page that comes from the hub itself ([DK1]). */
const PAGE_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // For mails, whose sandboxed frames take this policy over.
  'style-src-attr': ["'unsafe-inline'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  // Any exchange's SIP WebSocket: which one an agent telephones by, only the signed-in page is told.
  'connect-src': ["'self'", 'wss:', 'ws://127.0.0.1:*', 'ws://localhost:*'],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['tsunagi-mail'],
};

/** Headers on every answer. Answers that are data get the strictest; routes that serve something else set their own. */
export async function setSecurityHeaders(app: FastifyInstance, options: { https: boolean }): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // A hub on the loopback has no certificate, and a browser that was told once keeps to it.
    strictTransportSecurity: options.https ? { maxAge: 15_552_000 } : false,
  });
}
