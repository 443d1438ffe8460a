import pg, { type PoolClient, type QueryResult } from 'pg';

/** One of several statements that go to the database in one go. With a name it is planned once per connection. */
export type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string };

/**
 * What came of them: the results in order, as far as they went. `failed` is why they went no further: the database skips
 * whatever stands behind one that fails.
 */
export type OneGo = { readonly results: readonly QueryResult[]; readonly failed: Error | null };

// The driver tells a query of somebody's own what the database answers; its types do not say with what.
type Wire = {
  readonly stream: { cork(): void; uncork(): void };
  /** Names that the database knows on this connection, with their text. */
  readonly parsedStatements: Record<string, string>;
  parse(statement: { text: string; name?: string }): void;
  bind(to: { statement?: string; values: readonly unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(how: Record<string, never>): void;
  sync(): void;
  sendCopyFail(why: string): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
};
type Reading = QueryResult & { addCommandComplete(message: unknown): void };
type Driver = {
  readonly utils: { readonly prepareValue: (value: unknown) => unknown };
  readonly Result: new () => Reading;
};
type Parser = (text: string) => unknown;
type Field = { readonly name: string; readonly dataTypeID: number };

/** How the rows of a statement are read: the name of each column, and what makes a value of its text. */
type Columns = { readonly names: readonly string[]; readonly parsers: readonly Parser[]; readonly blank: object };
const NO_COLUMNS: Columns = { names: [], parsers: [], blank: {} };
/** Of each connection, the columns of the statements that it knows by name. The database never changes them silently. */
const columnsKnown = new WeakMap<PoolClient, Map<string, Columns>>();

const { utils, Result } = pg as unknown as Driver;

/**
 * Sends statements as one message, with one point of synchronisation at its end: one way there and back for all of them,
 * and nothing is carried out behind one that failed. `query` is the driver's own; `leaves` is called once nothing keeps
 * them from being sent. Never rejects.
 */
export function sendInOneGo(
  client: PoolClient,
  query: (one: object) => unknown,
  all: readonly Statement[],
  leaves: () => void,
) {
  return new Promise<OneGo>((resolve) => {
    let ready: Statement[];
    try {
      // Before anything is sent: half a message would leave the connection waiting.
      ready = all.map((one) => ({ ...one, values: one.values.map((value) => utils.prepareValue(value)) }));
    } catch (error) {
      resolve({ results: [], failed: error as Error });
      return;
    }
    leaves();
    query(submittable(client, ready, resolve));
  });
}

/** What the driver asks of a query of somebody's own: it is told what the database answers, message by message. */
function submittable(client: PoolClient, all: readonly Statement[], settle: (outcome: OneGo) => void) {
  const results: QueryResult[] = [];
  const known = knownBy(client);
  let columns: Columns | null = null;
  let rows: object[] = [];
  let failed: Error | null = null;
  let stopNoting = (): void => undefined;

  function submit(connection: Wire): null {
    const toParse = notKnown(connection, all);
    stopNoting = noteWhenParsed(connection, toParse);
    connection.stream.cork();
    try {
      for (const one of all) {
        const { text, values, name } = one;
        if (toParse.has(one)) connection.parse({ text, ...(name === undefined ? {} : { name }) });
        connection.bind({ ...(name === undefined ? {} : { statement: name }), values });
        if (name === undefined || !known.has(name)) connection.describe({ type: 'P' });
        connection.execute({});
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  const now = (): string | undefined => all[results.length]?.name;

  function end(message?: unknown): void {
    const result = new Result();
    if (message !== undefined) result.addCommandComplete(message);
    result.rows = rows;
    const name = now();
    // It was described, or gives no rows.
    if (name !== undefined && !known.has(name)) known.set(name, columns ?? NO_COLUMNS);
    results.push(result);
    columns = null;
    rows = [];
  }

  function over(why: Error | null): void {
    stopNoting();
    settle({ results, failed: why });
  }

  return {
    submit,
    handleRowDescription({ fields }: { readonly fields: readonly Field[] }) {
      columns = columnsOf(client, fields);
    },
    handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }) {
      try {
        columns ??= known.get(now() ?? '') ?? NO_COLUMNS;
        rows.push(rowOf(columns, fields));
      } catch (error) {
        failed ??= error as Error;
      }
    },
    handleCommandComplete: end,
    handleEmptyQuery: () => end(),
    handleCopyInResponse: (connection: Wire) => connection.sendCopyFail('no source of data'),
    handleCopyData: () => undefined,
    handleError: (error: Error) => over(failed ?? error),
    handleReadyForQuery: () => over(failed),
  };
}

function knownBy(client: PoolClient): Map<string, Columns> {
  const known = columnsKnown.get(client) ?? new Map<string, Columns>();
  columnsKnown.set(client, known);
  return known;
}

const columnsOf = (client: PoolClient, fields: readonly Field[]): Columns => ({
  names: fields.map(({ name }) => name),
  parsers: fields.map(({ dataTypeID }) => client.getTypeParser(dataTypeID, 'text') as Parser),
  // All rows of a statement begin as a copy of it, so that they are of one shape.
  blank: Object.fromEntries(fields.map(({ name }) => [name, null])),
});

function rowOf({ names, parsers, blank }: Columns, fields: readonly (string | null)[]): object {
  const row: Record<string, unknown> = { ...blank };
  fields.forEach((text, n) => {
    if (text !== null) row[names[n] as string] = parsers[n]?.(text);
  });
  return row;
}

/** Those that have to be parsed first: the nameless, and the first of each name that this connection does not know. */
function notKnown({ parsedStatements }: Wire, all: readonly Statement[]): Set<Statement> {
  const named = new Set<string>();
  return new Set(
    all.filter(({ name, text }) => {
      if (name === undefined) return true;
      if (parsedStatements[name] === text || named.has(name)) return false;
      named.add(name);
      return true;
    }),
  );
}

/** Notes each new name when the database has taken it, and not before: what stands behind one that fails is not taken. */
function noteWhenParsed(connection: Wire, toParse: ReadonlySet<Statement>): () => void {
  const left = [...toParse];
  if (left.every(({ name }) => name === undefined)) return () => undefined;
  const taken = (): void => {
    const one = left.shift();
    if (one?.name !== undefined) connection.parsedStatements[one.name] = one.text;
  };
  connection.on('parseComplete', taken);
  return () => connection.off('parseComplete', taken);
}
