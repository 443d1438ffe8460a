import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { parseInput } from '#server/http/parse-input.ts';
import type { RateLimits } from '#server/http/rate-limits.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { type SurveyLook, surveyAnswerInSchema, surveyLookInSchema } from '#shared/wire/survey-link.ts';
import { answerByLink, lookByLink } from './by-link.service.ts';

/** What the answer page asks: what its link is about, and to take an answer. The secret is in the body: no log has it ([PR4]). */
export function serveSurveys(http: FastifyInstance, deps: Deps, limits: RateLimits): void {
  const config = { open: 'a customer with the secret of a link', rateLimit: { max: limits.visitor } };
  const closed = (reply: FastifyReply) => reply.header('cache-control', 'no-store');
  http.post('/api/v1/survey/look', { config }, async (request, reply): Promise<Answer<SurveyLook>> => {
    closed(reply);
    return { ok: true, data: await lookByLink(deps, parseInput(surveyLookInSchema, request.body ?? {})) };
  });
  http.post('/api/v1/survey/answer', { config }, async (request, reply): Promise<Answer<{ thanks: string }>> => {
    closed(reply);
    return { ok: true, data: await answerByLink(deps, parseInput(surveyAnswerInSchema, request.body ?? {})) };
  });
}
