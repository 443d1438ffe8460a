import { createClient } from 'redis';
import type { Config } from '#server/config.ts';
import { type Finding, fine } from './finding.ts';

const WAIT_MS = 3000;

/** Whether the Redis that is configured answers; nothing without one. The hub runs without it, so it is never missing. */
export async function checkRedis({ redisUrl }: Pick<Config, 'redisUrl'>): Promise<Finding[]> {
  if (redisUrl === undefined) return [];
  const client = createClient({ url: redisUrl, socket: { connectTimeout: WAIT_MS, reconnectStrategy: false } });
  // The attempt itself says what is wrong.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const version = /redis_version:(\S+)/.exec(await client.info('server'))?.[1] ?? 'of an unknown version';
    return [fine('Redis', `${version}; hubs reach each other by it`)];
  } catch (error) {
    return [
      {
        name: 'Redis',
        state: 'warning',
        found: error instanceof Error ? error.message || 'no answer' : String(error),
        expected: 'an answer at the address in REDIS_URL',
        next: 'Start it or correct REDIS_URL; until then hubs reach each other through PostgreSQL.',
      },
    ];
  } finally {
    client.destroy();
  }
}
