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
type Reading = QueryResult & {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): object;
  addRow(row: object): void;
  addCommandComplete(message: unknown): void;
};
type Driver = {
  readonly utils: { readonly prepareValue: (value: unknown) => unknown };
  readonly Result: new (rowMode: undefined, types: unknown) => Reading;
};

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
  let open: Reading | null = null;
  let failed: Error | null = null;
  let stopNoting = (): void => undefined;
  // The client knows how each type is read.
  const fresh = () => new Result(undefined, client);

  function submit(connection: Wire): null {
    const toParse = notKnown(connection, all);
    stopNoting = noteWhenParsed(connection, toParse);
    connection.stream.cork();
    try {
      for (const one of all) {
        const { text, values, name } = one;
        if (toParse.has(one)) connection.parse({ text, ...(name === undefined ? {} : { name }) });
        connection.bind({ ...(name === undefined ? {} : { statement: name }), values });
        connection.describe({ type: 'P' });
        connection.execute({});
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  function end(): void {
    results.push(open ?? fresh());
    open = null;
  }

  function over(why: Error | null): void {
    stopNoting();
    settle({ results, failed: why });
  }

  return {
    submit,
    handleRowDescription({ fields }: { readonly fields: unknown }) {
      open = fresh();
      open.addFields(fields);
    },
    handleDataRow({ fields }: { readonly fields: unknown }) {
      try {
        open?.addRow(open.parseRow(fields));
      } catch (error) {
        failed ??= error as Error;
      }
    },
    handleCommandComplete(message: unknown) {
      open ??= fresh();
      open.addCommandComplete(message);
      end();
    },
    handleEmptyQuery: end,
    handleCopyInResponse: (connection: Wire) => connection.sendCopyFail('no source of data'),
    handleCopyData: () => undefined,
    handleError: (error: Error) => over(failed ?? error),
    handleReadyForQuery: () => over(failed),
  };
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
