import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';
import type { Answer } from '#shared/wire/ack.ts';

/**
 * `/healthz`: the process answers. `/readyz`: the database does too and its schema is this version's; `unavailable`
 * while starting, stopping or without a database.
 */
export function serveHealth(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  const config = { open: 'for whatever watches the hub; says nothing but yes or no' };
  app.get('/healthz', { config }, async (): Promise<Answer<{ alive: true }>> => ({ ok: true, data: { alive: true } }));
  app.get('/readyz', { config }, async (): Promise<Answer<{ ready: true }>> => {
    if (!(await isReady().catch(() => false))) throw new AppError('unavailable');
    return { ok: true, data: { ready: true } };
  });
}
