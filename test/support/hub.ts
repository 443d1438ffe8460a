import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll } from 'vitest';
import { type App, type AppOptions, createApp } from '#server/app.ts';
import { startSession } from '#server/auth/auth-sessions.ts';
import { LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { postgresBlobStore } from '#server/blobs/blobs.repository.ts';
import type { Database } from '#server/db/pool.ts';
import { createVault } from '#server/vault/vault.ts';
import { type Clock, systemClock } from '#shared/lib/clock.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { TEST_VAULT_KEY } from '#test/support/factories/deps.ts';
import type { MadeAgent } from '#test/support/factories/people.ts';
import { type SeededWorkspace, seedWorkspace } from '#test/support/factories/workspace.ts';

/** Somebody signed in to a test's hub. */
export type SignedInAgent = {
  readonly agent: MadeAgent;
  readonly token: string;
  readonly refreshToken: string;
  readonly authSessionId: string;
  /** Gives a command over HTTP, with a new id unless one is given. */
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    id?: string,
  ) => Promise<Answer<CommandOutput<N>>>;
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<Answer<QueryOutput<N>>>;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
};

export type TestHub = SeededWorkspace & {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly app: App;
  readonly signIn: (agent: MadeAgent) => Promise<SignedInAgent>;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Stops it before the file ends; a second hub may then start on the same database. */
  readonly close: () => Promise<void>;
};

type Options = AppOptions & {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** How providers' webhooks reach it; null by default. */
  readonly publicUrl?: string | null;
  /** What an earlier hub of this database was seeded with; without it the workspace is seeded now. */
  readonly seeded?: SeededWorkspace;
};

const MANY = 1_000_000;
const HOUR_MS = 3_600_000;

/**
 * A real hub, listening on a free port on a test's database, with the smallest workspace in it: two teams, two agents, a
 * lead. Beats and jobs run only with `work: true`. Closed after the file's tests. Addresses are not limited unless the test says so, for all come from one.
 */
export async function testHub(database: Pick<Database, 'db' | 'pool'>, options: Options = {}): Promise<TestHub> {
  const {
    clock = systemClock,
    logger = pino({ level: 'silent' }),
    seeded: given,
    publicUrl = null,
    ...appOptions
  } = options;
  const seeded = given ?? (await seedWithKeys(database));
  const app = await createApp(
    {
      db: database.db,
      pool: database.pool,
      clock,
      ids: { next: () => v7() },
      logger,
      blobs: postgresBlobStore(database.db, clock),
      vault: createVault(TEST_VAULT_KEY),
      publicUrl,
    },
    {
      passwordCost: LEAST_PASSWORD_COST,
      attemptLimits: { perLogin: 5, perAddress: MANY },
      rateLimits: { signIn: MANY, refresh: MANY, visitor: MANY, form: MANY },
      work: false,
      ...appOptions,
      // Hardly anybody has a window in a test: nobody is gone for that, however long the test takes.
      realtime: { presenceGraceMs: HOUR_MS, ...appOptions.realtime },
    },
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  afterAll(close);
  const fetchHub = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
  return { ...seeded, url, app, close, fetch: fetchHub, signIn: (agent) => signInTo(app, url, agent) };
}

function seedWithKeys({ db }: Pick<Database, 'db'>): Promise<SeededWorkspace> {
  const keys = newSigningKeys();
  return seedWorkspace(db, { signing_key_public: keys.publicPem, signing_key_private: keys.privatePem });
}

async function signInTo(app: App, url: string, agent: MadeAgent): Promise<SignedInAgent> {
  const session = await startSession(app.auth, { ...agent, locale: 'en' }, 'desktop');
  const { accessToken: token, refreshToken, authSessionId } = session;
  const fetchAs = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const post = async (path: string, body: unknown): Promise<Answer<never>> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetchAs(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Answer<never>;
  };
  return {
    agent,
    token,
    refreshToken,
    authSessionId,
    command: (name, input, id = randomUUID()) => post(`/api/v1/commands/${name}`, { id, input }),
    query: (name, input) => post(`/api/v1/queries/${name}`, { input }),
    fetch: fetchAs,
  };
}
