import type { FastifyInstance } from 'fastify';
import { visitorHistory } from '#server/domains/visitors/history.service.ts';
import { AppError } from '#server/errors.ts';
import { parseInput } from '#server/http/parse-input.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { type VisitorSession, visitorCodeInSchema, visitorSessionInSchema } from '#shared/wire/auth.ts';
import { type VisitorHistory, visitorHistoryInSchema } from '#shared/wire/visitor.ts';
import { invitedSession, type VisitorDeps, visitorSession } from './visitor-sessions.ts';

/** The widget's own routes: who the visitor is, and what was said. Everything else of theirs is a command. */
export function serveVisitors(app: FastifyInstance, parts: VisitorDeps, limits: RateLimits): void {
  const knocking = { open: 'a visitor comes with nothing but, at most, a secret', rateLimit: { max: limits.visitor } };
  app.post('/api/v1/visitor/session', { config: knocking }, async (request, reply): Promise<Answer<VisitorSession>> => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
    const { invitation, ...given } = parseInput(visitorSessionInSchema, request.body ?? {});
    const data =
      invitation === undefined
        ? await visitorSession(parts, given)
        : await invitedSession(parts, { token: invitation }, given);
    return { ok: true, data };
  });
  const typing = { open: 'a visitor with a code that was told to them', rateLimit: { max: limits.form } };
  app.post('/api/v1/visitor/code', { config: typing }, async (request, reply): Promise<Answer<VisitorSession>> => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
    const { code, ...given } = parseInput(visitorCodeInSchema, request.body ?? {});
    return { ok: true, data: await invitedSession(parts, { code }, given) };
  });

  const reading = { action: 'visitor.read', askers: ['visitor'] } as const;
  app.get('/api/v1/visitor/history', { config: reading }, async (request, reply): Promise<Answer<VisitorHistory>> => {
    reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
    if (request.visitorPass === null) throw new AppError('not_signed_in');
    const ask = parseInput(visitorHistoryInSchema, request.query);
    return { ok: true, data: await visitorHistory(parts.deps, request.visitorPass, ask) };
  });
}
