import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { answerErrors } from './answer-errors.ts';
import { allowOrigins } from './cross-origin.ts';
import { collectRoutes, type Door } from './doors.ts';
import { readJsonBodies } from './json-body.ts';
import { limitRates } from './rate-limits.ts';
import { logRequests } from './request-log.ts';
import { setSecurityHeaders } from './security-headers.ts';
import type { TlsPair } from './tls.ts';

/** Most that a body may hold unless its route says otherwise. */
export const BODY_LIMIT = 1024 * 1024;

export type HttpOptions = {
  /** Addresses of proxies whose X-Forwarded-For is believed; `true` for anybody's. */
  readonly trustProxy: boolean | readonly string[];
  /** The hub itself speaks https. */
  readonly tls?: TlsPair | undefined;
  readonly https: boolean;
  readonly widgetOrigins: readonly string[];
};

/** The HTTP server without its routes, and the list that its routes will fill. */
export async function createHttp(
  logger: Logger,
  options: HttpOptions,
): Promise<{ http: FastifyInstance; doors: Door[] }> {
  const { trustProxy, tls } = options;
  const settings = {
    loggerInstance: logger as FastifyBaseLogger,
    // The framework's own lines name addresses; ours name routes ([PR4]).
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: typeof trustProxy === 'boolean' ? trustProxy : [...trustProxy],
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    // Idle connections would hold a stopping hub; those under way are waited for.
    forceCloseConnections: 'idle' as const,
    // Bodies are checked by our own schemas; the framework's would word errors its own way.
    exposeHeadRoutes: true,
  };
  // The same server to everybody here: only what it speaks on the wire differs.
  const http: FastifyInstance = Fastify(
    tls === undefined ? settings : ({ ...settings, https: { ...tls, minVersion: 'TLSv1.2' } } as typeof settings),
  );
  const doors = collectRoutes(http);
  answerErrors(http);
  readJsonBodies(http);
  logRequests(http);
  http.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  await setSecurityHeaders(http, options);
  await allowOrigins(http, options.widgetOrigins);
  await http.register(cookie);
  await limitRates(http);
  return { http, doors };
}
