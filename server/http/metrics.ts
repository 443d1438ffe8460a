import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type HubFigures = { hubs: number; fanOut: string; redisAway: boolean; sent: number; gaps: number };

/** Counted and timed for `/metrics`; labels are names from registries, never anything that a person wrote. */
export type Metrics = {
  readonly registry: Registry;
  readonly commands: Counter<'name' | 'outcome'>;
  /** Asked whenever the figures are. */
  readonly watchSockets: (counts: () => { agents: number; visitors: number }) => void;
  readonly watchHubs: (state: () => HubFigures) => void;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    commands: new Counter({
      name: 'tsunagi_commands_total',
      help: 'Commands by name and outcome.',
      labelNames: ['name', 'outcome'],
      registers: [registry],
    }),
    watchSockets(counts) {
      const help = 'Sockets connected now.';
      new Gauge({
        name: 'tsunagi_sockets',
        help,
        labelNames: ['namespace'],
        registers: [registry],
        collect() {
          for (const [namespace, count] of Object.entries(counts())) this.set({ namespace }, count);
        },
      });
    },
    watchHubs(state) {
      const figures: readonly (readonly [name: string, help: string, figure: () => number])[] = [
        ['tsunagi_hubs', 'Hubs that run on this database, as this one sees them.', () => state().hubs],
        [
          'tsunagi_fan_out_broken',
          '1 while this hub cannot reach the others.',
          () => Number(state().fanOut === 'broken'),
        ],
        ['tsunagi_redis_away', '1 while Redis is configured and cannot be used.', () => Number(state().redisAway)],
        ['tsunagi_hub_frames_sent', 'Frames told to other hubs since the start.', () => state().sent],
        [
          'tsunagi_hub_gaps',
          'Times that something told by another hub was missed and made up for.',
          () => state().gaps,
        ],
      ];
      for (const [name, help, figure] of figures) {
        new Gauge({
          name,
          help,
          registers: [registry],
          collect() {
            this.set(figure());
          },
        });
      }
    },
  };
}

/** Times every route by its pattern and answers `/metrics`. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics): void {
  const seconds = new Histogram({
    name: 'tsunagi_http_seconds',
    help: 'How long answers took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics.registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  const config = { open: 'figures without anybody’s data; keep the port from the outside' };
  app.get('/metrics', { config }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
