import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';

/** Requests a minute from one address, for routes that anybody can call. */
export type RateLimits = {
  readonly signIn: number;
  readonly refresh: number;
  readonly visitor: number;
  readonly form: number;
};

/** A household writes one inquiry; a program writes hundreds. An office behind one address has a hundred desks; a shop's customers behind a mobile carrier share one too. */
export const DEFAULT_RATE_LIMITS: RateLimits = { signIn: 60, refresh: 600, visitor: 300, form: 10 };

/** Makes `config.rateLimit` of a route work; routes without it are not counted. */
export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    timeWindow: '1 minute',
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('rate_limited', { details: { seconds: Math.max(1, Math.ceil(ttl / 1000)) } }),
  });
}
