import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';
import type { Answer } from '#shared/wire/ack.ts';

/** How hubs of one database reach each other; `redis` is there while one is configured and cannot be used. */
export type HubsHealth = {
  readonly hubs: number;
  readonly fanOut: 'postgres' | 'redis' | 'broken';
  readonly redis?: 'away';
};
type Ready = { ready: true } & HubsHealth;
type HubsState = Pick<HubsHealth, 'hubs' | 'fanOut'> & { readonly redisAway: boolean };

/**
 * `/healthz`: the process answers. `/readyz`: the database does too and its schema is this version's; `unavailable`
 * while starting, stopping or without a database. A Redis that is away is told of, and keeps nobody from working.
 */
export function serveHealth(app: FastifyInstance, isReady: () => Promise<boolean>, state: () => HubsState): void {
  const config = { open: 'for whatever watches the hub; says nothing of anybody' };
  app.get('/healthz', { config }, async (): Promise<Answer<{ alive: true }>> => ({ ok: true, data: { alive: true } }));
  app.get('/readyz', { config }, async (): Promise<Answer<Ready>> => {
    if (!(await isReady().catch(() => false))) throw new AppError('unavailable');
    const { hubs, fanOut, redisAway } = state();
    return { ok: true, data: { ready: true, hubs, fanOut, ...(redisAway ? { redis: 'away' as const } : {}) } };
  });
}
