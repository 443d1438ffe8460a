import { Kysely } from 'kysely';
import { Pool, types } from 'pg';
import type { DatabaseAddress } from './connection.ts';
import { clientConfig } from './connection.ts';
import { giveUpSilent } from './give-up-silent.ts';
import { teachClient } from './hub-client.ts';
import { HubDialect } from './hub-dialect.ts';
import type { Tables } from './tables.generated.ts';

export type Database = {
  /** Typed queries. Column names are the wire's names in snake_case. */
  readonly db: Kysely<Tables>;
  /** The pool under `db`, for what Kysely does not speak: LISTEN, COPY, the job runner. */
  readonly pool: Pool;
  /** Waits for queries under way, then closes every connection. Safe to call twice. */
  close(): Promise<void>;
};

export type PoolOptions = {
  /** Most connections at once. */
  readonly max?: number;
  /** Longest one statement may run, in milliseconds; 0 for no limit. */
  readonly statementTimeoutMs?: number;
  /** Longest the database may say nothing while it owes an answer, in milliseconds; a little more than a statement may run. */
  readonly silenceMs?: number;
  readonly applicationName?: string;
  /** Called when a connection that nobody uses is lost: a restart of the database, say. The pool makes new ones. */
  readonly onConnectionLost?: (error: Error) => void;
};

const DEFAULT_POOL_SIZE = 12;
const DEFAULT_STATEMENT_TIMEOUT_MS = 30_000;
const ANSWER_GRACE_MS = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const IDLE_CONNECTION_MS = 30_000;

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const TEXT_ARRAY = 1009;

/** `bigint` as a number. Beyond 2^53 a number would be another number, so that is an error and not a rounding. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
}

// The driver's own array reader, given int8's text: it copes with nulls and nested arrays.
const parseTextArray = types.getTypeParser(TEXT_ARRAY as never) as (text: string) => NestedText[];
type NestedText = string | null | NestedText[];
type NestedNumber = number | null | NestedNumber[];

function int8sOf(value: NestedText): NestedNumber {
  if (Array.isArray(value)) return value.map(int8sOf);
  return value === null ? null : parseInt8(value);
}

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [INT8_ARRAY, (text) => parseTextArray(text).map(int8sOf)],
  // A calendar day has no zone; the driver would make it midnight of the machine's.
  [DATE, (text) => text],
]);

const typeOverrides = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary' ? types.getTypeParser(oid, 'binary') : (parsers.get(oid) ?? types.getTypeParser(oid, 'text')),
};

/**
 * Opens a pool: `bigint` comes as number, `timestamptz` as Date, `date` as `YYYY-MM-DD`, `numeric` as string.
 * Losing the database never throws outside a query: queries fail until it is back, then work again; also when it is lost without
 * a word, as with a cut cable.
 */
export function openPool(address: DatabaseAddress, options: PoolOptions = {}): Database {
  const statementMs = options.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS;
  // Where a statement may run for ever, only the system can tell that nobody is there.
  const silenceMs = options.silenceMs ?? (statementMs === 0 ? null : statementMs + ANSWER_GRACE_MS);
  const pool = new Pool({
    ...clientConfig(address, options.applicationName ?? 'tsunagi'),
    max: options.max ?? DEFAULT_POOL_SIZE,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: typeOverrides as never,
  });
  const lost = options.onConnectionLost ?? (() => undefined);
  // Without a listener on the pool an idle connection that breaks would end the process. The same for a client that is
  // checked out but between two queries.
  pool.on('error', lost);
  pool.on('connect', (client) => {
    client.on('error', lost);
    teachClient(client);
    if (silenceMs !== null) giveUpSilent(client, silenceMs);
  });
  const db = new Kysely<Tables>({ dialect: new HubDialect(pool) });
  let closing: Promise<void> | undefined;
  return {
    db,
    pool,
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}
