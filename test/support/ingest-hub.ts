import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import type { Asking } from '#server/asking.ts';
import type { Authenticate } from '#server/auth/authenticate.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { answerErrors } from '#server/http/answer-errors.ts';
import { eventsRoute } from '#server/http/events.route.ts';
import { guardRoutes } from '#server/http/guard.ts';

/** The events route alone, behind the guard every route stands behind; each key given is a token that opens it. */
export async function ingestHub(deps: Deps, keys: Readonly<Record<string, Asking>>): Promise<FastifyInstance> {
  const app = Fastify();
  const nobody = async () => {
    throw new AppError('not_signed_in');
  };
  const authenticate: Authenticate = {
    agent: nobody,
    visitor: nobody,
    key: async (token) => keys[token] ?? nobody(),
  };
  answerErrors(app);
  guardRoutes(app, authenticate);
  await app.register(eventsRoute, { deps });
  afterAll(() => app.close());
  return app;
}
