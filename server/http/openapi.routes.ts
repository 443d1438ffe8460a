import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.ts';

/** `GET /api/v1/openapi.json`, made once at the first question. */
export function serveOpenApi(app: FastifyInstance, version: string): void {
  let text: string | undefined;
  const config = { open: 'the interface is no secret' };
  app.get('/api/v1/openapi.json', { config }, async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(version));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(text);
  });
}
