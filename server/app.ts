import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { serveAuth } from '#server/auth/auth.routes.ts';
import type { AuthDeps } from '#server/auth/auth-sessions.ts';
import type { Authenticate } from '#server/auth/authenticate.ts';
import { createAuthenticate } from '#server/auth/create-authenticate.ts';
import { createPasswords, type PasswordCost } from '#server/auth/passwords.ts';
import { createRevocations } from '#server/auth/revocations.ts';
import { type AttemptLimits, DEFAULT_ATTEMPT_LIMITS } from '#server/auth/sign-in-attempts.ts';
import { createTokens } from '#server/auth/tokens.ts';
import { commandHandlers } from '#server/commands/table.ts';
import { readMigrations } from '#server/db/migration-files.ts';
import type { Deps } from '#server/deps.ts';
import { ensureWorkspace, type WorkspaceDefaults } from '#server/domains/workspace/ensure-workspace.service.ts';
import type { Workspace } from '#server/domains/workspace/workspace.repository.ts';
import { createHttp } from '#server/http/create-http.ts';
import { assertEveryDoorGuarded, registryDoors } from '#server/http/doors.ts';
import { serveGateway } from '#server/http/gateway.routes.ts';
import { guardRoutes } from '#server/http/guard.ts';
import { serveHealth } from '#server/http/health.routes.ts';
import { createMetrics, type Metrics, serveMetrics } from '#server/http/metrics.ts';
import { servePages } from '#server/http/pages.routes.ts';
import { DEFAULT_RATE_LIMITS, type RateLimits } from '#server/http/rate-limits.ts';
import { schemaVersion } from '#server/http/readiness.repository.ts';
import { queryHandlers } from '#server/queries/table.ts';

export type AppOptions = {
  readonly workspace?: WorkspaceDefaults;
  /** Sites that may embed the widget; none given lets every site. */
  readonly widgetOrigins?: readonly string[];
  readonly trustProxy?: boolean;
  /** The outside reaches this hub by https: cookies are marked so. */
  readonly https?: boolean;
  /** Where the bundler put the desk and the widget. */
  readonly builtFolder?: string;
  readonly passwordCost?: PasswordCost;
  readonly attemptLimits?: AttemptLimits;
  readonly rateLimits?: RateLimits;
};

/** The hub's parts, wired. It does not listen. */
export type App = {
  readonly http: FastifyInstance;
  readonly deps: Deps;
  readonly auth: AuthDeps;
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
  readonly workspace: Workspace;
  readonly listen: (at: { host: string; port: number }) => Promise<string>;
  /** Waits for requests under way, closes sockets, stops jobs; the database is the caller's. Safe to call twice. */
  readonly close: () => Promise<void>;
};

const BUILT_FOLDER = join(import.meta.dirname, '..', 'out', 'renderer');

/** Wires the hub. Throws when a door has no policy row ([PR5]). */
export async function createApp(parts: Omit<Deps, 'publisher'>, options: AppOptions = {}): Promise<App> {
  const deps: Deps = { ...parts, publisher: { publish: () => undefined } };
  const workspace = await ensureWorkspace(deps, options.workspace);
  const keys = { publicPem: workspace.signingKeyPublic, privatePem: workspace.signingKeyPrivate };
  const tokens = await createTokens(keys, deps.clock);
  const revocations = createRevocations(deps.db, deps.clock);
  const attemptLimits = options.attemptLimits ?? DEFAULT_ATTEMPT_LIMITS;
  const auth: AuthDeps = {
    ...deps,
    tokens,
    revocations,
    attemptLimits,
    passwords: createPasswords(options.passwordCost),
  };
  const authenticate = createAuthenticate({ deps, tokens, revocations, locale: workspace.locale });
  const metrics = createMetrics();
  const limits = options.rateLimits ?? DEFAULT_RATE_LIMITS;
  const https = options.https ?? false;

  const { http, doors } = await createHttp(deps.logger, {
    trustProxy: options.trustProxy ?? false,
    https,
    widgetOrigins: options.widgetOrigins ?? [],
  });
  guardRoutes(http, authenticate);
  const newest = (await readMigrations()).length;
  let stopping = false;
  serveHealth(http, async () => !stopping && (await schemaVersion(deps.db)) === newest);
  serveMetrics(http, metrics);
  serveAuth(http, auth, { https, limits });
  serveGateway(http, deps, { commands: commandHandlers, queries: queryHandlers }, metrics);
  await servePages(http, options.builtFolder ?? BUILT_FOLDER);

  await http.ready();
  assertEveryDoorGuarded([...doors, ...registryDoors()]);
  return {
    http,
    deps,
    auth,
    authenticate,
    metrics,
    workspace,
    listen: (at) => http.listen(at),
    async close() {
      stopping = true;
      revocations.stop();
      await http.close();
    },
  };
}
