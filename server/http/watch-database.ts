import { Gauge, type Registry } from 'prom-client';
import type { DbPool, ReadDb } from '#server/db/handle.ts';
import { type Backlog, readBacklog } from './backlog.repository.ts';

/** Whoever asks for the figures again within this is told the same: asking must not become a load. */
const FRESH_MS = 5000;

const BACKLOG: readonly (readonly [figure: keyof Backlog, name: string, help: string])[] = [
  ['jobs', 'tsunagi_jobs_due', 'Jobs that are due and not taken.'],
  ['oldestJobSeconds', 'tsunagi_job_oldest_seconds', 'How long the oldest of them has been due.'],
  ['outgoing', 'tsunagi_outgoing_open', 'Items on their way out.'],
  ['unknown', 'tsunagi_outgoing_unknown', 'Items of which nobody knows whether they left.'],
  ['webhooks', 'tsunagi_webhooks_open', 'Webhooks kept and not worked on.'],
  ['unsealed', 'tsunagi_views_unsealed', 'Views of customers that are not sealed yet.'],
];

type Facts = { readonly version: string; readonly schema: number };

/** Adds what the database tells to the figures. Without an answer of it the figures of the backlog are left out. */
export function watchDatabase(registry: Registry, { db, pool }: { db: ReadDb; pool: DbPool }, facts: Facts): void {
  const registers = [registry];
  new Gauge({ name: 'tsunagi_info', help: 'This hub, always 1.', labelNames: ['version', 'schema'], registers }).set(
    { version: facts.version, schema: facts.schema },
    1,
  );
  new Gauge({
    name: 'tsunagi_database_connections',
    help: 'Connections of this hub’s pool; waiting: requests that have none yet.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  const backlog = remembered(() => readBacklog(db).catch(() => null));
  new Gauge({
    name: 'tsunagi_database_answers',
    help: '1 while the database answers.',
    registers,
    async collect() {
      this.set(Number((await backlog()) !== null));
    },
  });
  for (const [figure, name, help] of BACKLOG) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const read = await backlog();
        if (read === null) this.remove();
        else this.set(read[figure]);
      },
    });
  }
}

function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let at = Number.NEGATIVE_INFINITY;
  let last: Promise<T> | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - at > FRESH_MS) {
      at = now;
      last = read();
    }
    return last;
  };
}
