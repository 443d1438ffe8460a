import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { serveAuth } from '#server/auth/auth.routes.ts';
import type { AuthDeps } from '#server/auth/auth-sessions.ts';
import type { Authenticate } from '#server/auth/authenticate.ts';
import { createAuthenticate } from '#server/auth/create-authenticate.ts';
import { createPasswords, type PasswordCost } from '#server/auth/passwords.ts';
import { createRevocations } from '#server/auth/revocations.ts';
import { type AttemptLimits, DEFAULT_ATTEMPT_LIMITS } from '#server/auth/sign-in-attempts.ts';
import { createProvider } from '#server/auth/sign-on/provider.ts';
import { serveSignOn } from '#server/auth/sign-on/sign-on.routes.ts';
import { createTokens } from '#server/auth/tokens.ts';
import { serveVisitors } from '#server/auth/visitor.routes.ts';
import { serveBlobs } from '#server/blobs/blobs.routes.ts';
import { serveChannels } from '#server/channels/channel-doors.ts';
import { commandHandlers } from '#server/commands/table.ts';
import type { TlsFiles } from '#server/config.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import { serveShop } from '#server/demo/shop.routes.ts';
import type { Deps } from '#server/deps.ts';
import { onAgentGone } from '#server/domains/handoffs/expiry.service.ts';
import { markSignedOut } from '#server/domains/presence/presence.service.ts';
import { ensureWorkspace, type WorkspaceDefaults } from '#server/domains/workspace/ensure-workspace.service.ts';
import type { Workspace } from '#server/domains/workspace/workspace.repository.ts';
import { serveBots } from '#server/http/bots.routes.ts';
import { closerOf } from '#server/http/close-http.ts';
import { createHttp } from '#server/http/create-http.ts';
import { assertEveryDoorGuarded, type Door, registryDoors } from '#server/http/doors.ts';
import { eventsRoute } from '#server/http/events.route.ts';
import { serveGateway } from '#server/http/gateway.routes.ts';
import { guardRoutes } from '#server/http/guard.ts';
import { serveHealth } from '#server/http/health.routes.ts';
import { createMetrics, type Metrics, serveMetrics } from '#server/http/metrics.ts';
import { serveOpenApi } from '#server/http/openapi.routes.ts';
import { servePages } from '#server/http/pages.routes.ts';
import { DEFAULT_RATE_LIMITS, type RateLimits } from '#server/http/rate-limits.ts';
import { schemaVersion } from '#server/http/readiness.repository.ts';
import { readTls, renewTls } from '#server/http/tls.ts';
import { watchDatabase } from '#server/http/watch-database.ts';
import { type HubWork, startHubWork } from '#server/jobs/hub-work.ts';
import { queryHandlers } from '#server/queries/table.ts';
import { attachRealtime, type Realtime, type RealtimeConfig } from '#server/realtime/attach-realtime.ts';
import { createRelay } from '#server/realtime/hubs/relay.ts';
import { createPublisher } from '#server/realtime/publisher.ts';
import { VERSION } from '#server/version.ts';

export type AppOptions = {
  readonly workspace?: WorkspaceDefaults;
  /** Sites that may embed the widget; none given lets every site. */
  readonly widgetOrigins?: readonly string[];
  readonly trustProxy?: boolean | readonly string[];
  /** The hub itself speaks https by these files, and takes them over when they are renewed. */
  readonly tls?: TlsFiles | undefined;
  /** The outside reaches this hub by https: cookies are marked so. */
  readonly https?: boolean;
  /** Where the bundler put the desk and the widget. */
  readonly builtFolder?: string;
  readonly passwordCost?: PasswordCost;
  readonly attemptLimits?: AttemptLimits;
  readonly rateLimits?: RateLimits;
  readonly realtime?: Omit<RealtimeConfig, 'widgetOrigins'>;
  /** Beats (expiry, sealing) and jobs run in this process; a test that wants the clock to itself turns them off. */
  readonly work?: boolean;
  /** Several hubs reach each other by Redis Streams; without it, by PostgreSQL. */
  readonly redisUrl?: string | undefined;
  /** Serves the demo shop's pages too. */
  readonly demo?: boolean;
};

/** The hub's parts, wired. */
export type App = {
  readonly http: FastifyInstance;
  readonly deps: Deps;
  readonly auth: AuthDeps;
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
  readonly realtime: Realtime;
  readonly workspace: Workspace;
  /** Every way in, with what guards it. */
  readonly doors: readonly Door[];
  readonly listen: (at: { host: string; port: number }) => Promise<string>;
  /** Answers what is under way, closes sockets, stops jobs; the database is the caller's. Safe to call twice. */
  readonly close: () => Promise<void>;
};

const BUILT_FOLDER = join(import.meta.dirname, '..', 'out', 'renderer');

/** Wires the hub; it does not listen yet. Throws when a door has no policy row ([PR5]). */
export async function createApp(parts: Omit<Deps, 'publisher'>, options: AppOptions = {}): Promise<App> {
  const { db, clock, logger } = parts;
  const workspace = await ensureWorkspace(parts, options.workspace);
  const relay = createRelay({
    db,
    pool: parts.pool,
    logger,
    hubId: randomUUID(),
    installation: workspace.generation,
    redisUrl: options.redisUrl,
  });
  const publisher = createPublisher({ db, logger, relay, now: clock.now });
  const deps: Deps = { ...parts, publisher };
  const tokens = await createTokens(
    { publicPem: workspace.signingKeyPublic, privatePem: workspace.signingKeyPrivate },
    clock,
  );
  const revocations = createRevocations(db, clock);
  const authenticate = createAuthenticate({ deps, tokens, revocations, locale: workspace.locale });
  const auth: AuthDeps = {
    ...deps,
    tokens,
    revocations,
    attemptLimits: options.attemptLimits ?? DEFAULT_ATTEMPT_LIMITS,
    passwords: createPasswords(options.passwordCost),
    onSignedOut: async (agentId) => {
      await markSignedOut(deps, agentId);
      await onAgentGone(deps, agentId);
    },
  };

  const metrics = createMetrics();
  const limits = options.rateLimits ?? DEFAULT_RATE_LIMITS;
  const https = options.https ?? options.tls !== undefined;
  const widgetOrigins = options.widgetOrigins ?? [];
  const tls = options.tls === undefined ? undefined : await readTls(options.tls);
  const { http, doors } = await createHttp(logger, {
    trustProxy: options.trustProxy ?? false,
    https,
    widgetOrigins,
    tls,
  });
  const stopRenewing = options.tls === undefined ? undefined : renewTls(http, options.tls, logger);
  const closeHttp = closerOf(http);
  guardRoutes(http, authenticate);
  const newest = (await readMigrations()).length;
  let stopping = false;
  serveHealth(http, async () => !stopping && (await schemaVersion(db)) === newest, relay.state);
  serveMetrics(http, metrics);
  serveOpenApi(http, VERSION);
  serveAuth(http, deps, auth, { https, limits });
  const provider = createProvider(clock);
  serveSignOn(http, { deps, auth, provider, locale: workspace.locale }, { https, limits });
  serveVisitors(http, { deps, tokens, workspaceName: workspace.name, widgetSecret: workspace.widgetSecret }, limits);
  await serveBlobs(http, parts.blobs, db);
  await http.register(eventsRoute, { deps });
  await serveChannels(http, deps, limits);
  serveBots(http, deps);
  serveGateway(http, deps, { commands: commandHandlers, queries: queryHandlers }, metrics);
  await servePages(http, options.builtFolder ?? BUILT_FOLDER, workspace.name);
  if (options.demo === true) serveShop(http, { widgetSecret: workspace.widgetSecret, now: clock.now });
  await http.ready();
  doors.push(...registryDoors());
  assertEveryDoorGuarded(doors);

  const realtime = attachRealtime({
    httpServer: http.server,
    deps,
    publisher,
    relay,
    authenticate,
    revocations,
    commandHandlers,
    config: { ...options.realtime, widgetOrigins },
    onAgentGone: async (agentId) => void (await onAgentGone(deps, agentId)),
  });
  metrics.watchSockets(realtime.counts);
  metrics.watchHubs(relay.state);
  watchDatabase(metrics.registry, { db, pool: parts.pool }, { version: VERSION, schema: newest });
  await realtime.join();
  const work: HubWork | null = options.work === false ? null : await startHubWork(deps);

  async function close(): Promise<void> {
    stopping = true;
    stopRenewing?.();
    revocations.stop();
    await work?.stop();
    await realtime.stop();
    await closeHttp();
  }
  let closed: Promise<void> | undefined;
  return {
    http,
    deps,
    auth,
    authenticate,
    metrics,
    realtime,
    workspace,
    doors,
    listen: (at) => http.listen(at),
    close() {
      closed ??= close();
      return closed;
    },
  };
}
