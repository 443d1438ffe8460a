import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { findConnectionByToken } from '#server/channels/connections/connections.repository.ts';
import { openConnection } from '#server/channels/connections/open-connection.ts';
import type { HookAnswer, HookRequest } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import { takeWebhook } from './take-webhook.service.ts';

/** The longest call, in bytes. Providers send addresses of media, not media. */
const BODY_LIMIT = 8 * 1024 * 1024;
const EMPTY: HookAnswer = { status: 200, contentType: 'text/plain', body: '' };
const REFUSED: HookAnswer = { status: 401, contentType: 'text/plain', body: '' };
const NOWHERE: HookAnswer = { status: 404, contentType: 'text/plain', body: '' };

type Params = { readonly adapter: string; readonly token: string };

/**
 * `GET|POST|PUT /hooks/:adapter/:token`: where providers call us. Verified over the raw bytes before anything is parsed,
 * kept before it is answered, worked on later ([CH2]). Whoever has no right signature learns nothing.
 */
export const hooksRoute: FastifyPluginAsync<{ readonly deps: Deps }> = async (app, { deps }) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const open = 'the provider’s signature over the call is the key';
  app.route<{ Params: Params }>({
    method: ['GET', 'POST', 'PUT'],
    url: '/hooks/:adapter/:token',
    bodyLimit: BODY_LIMIT,
    config: { open },
    handler: async (request, reply) => {
      const answer = await takeCall(deps, request.params, hookRequestOf(request));
      return reply.status(answer.status).type(answer.contentType).send(answer.body);
    },
  });
};

async function takeCall(deps: Deps, { adapter, token }: Params, request: HookRequest): Promise<HookAnswer> {
  const door = providerOf(adapter)?.webhook;
  const record = door === undefined ? null : await findConnectionByToken(deps.db, adapter, token);
  if (door === undefined || record === null) return NOWHERE;
  const connection = openConnection(deps, record);
  if (request.method === 'GET' && door.challenge !== undefined) {
    return door.challenge(connection, request) ?? { ...REFUSED, status: 403 };
  }
  if (!door.verify(connection, request)) return REFUSED;
  await takeWebhook(deps, connection, door, request);
  return door.answer === undefined ? EMPTY : door.answer(deps, connection, request);
}

function hookRequestOf(request: FastifyRequest): HookRequest {
  const one = (value: unknown): string | undefined => (Array.isArray(value) ? value.join(', ') : value?.toString());
  return {
    method: request.method as HookRequest['method'],
    rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, one(value)])),
    query: Object.fromEntries(
      Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [name, one(value)]),
    ),
    contentType: request.headers['content-type'] ?? '',
    pathAndQuery: request.url,
  };
}
