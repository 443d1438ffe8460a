import type { FastifyInstance } from 'fastify';
import { visitorHistory } from '#server/domains/visitors/history.service.ts';
import { AppError } from '#server/errors.ts';
import { parseInput } from '#server/http/parse-input.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { type VisitorSession, visitorSessionInSchema } from '#shared/wire/auth.ts';
import { type VisitorHistory, visitorHistoryInSchema } from '#shared/wire/visitor.ts';
import { type VisitorDeps, visitorSession } from './visitor-sessions.ts';

/** The widget's own routes: who the visitor is, and what was said. Everything else of theirs is a command. */
export function serveVisitors(app: FastifyInstance, parts: VisitorDeps, limits: RateLimits): void {
  const knocking = { open: 'a visitor comes with nothing but, at most, a secret', rateLimit: { max: limits.visitor } };
  app.post('/api/v1/visitor/session', { config: knocking }, async (request, reply): Promise<Answer<VisitorSession>> => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
    return { ok: true, data: await visitorSession(parts, parseInput(visitorSessionInSchema, request.body ?? {})) };
  });

  const reading = { action: 'visitor.read', askers: ['visitor'] } as const;
  app.get('/api/v1/visitor/history', { config: reading }, async (request, reply): Promise<Answer<VisitorHistory>> => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
    if (request.visitorPass === null) throw new AppError('not_signed_in');
    const ask = parseInput(visitorHistoryInSchema, request.query);
    return { ok: true, data: await visitorHistory(parts.deps, request.visitorPass, ask) };
  });
}
