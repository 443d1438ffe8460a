import type { PoolClient, QueryResult } from 'pg';
import { type OneGo, type Statement, sendInOneGo } from './one-go.ts';
import { nameOfMarked } from './prepared.ts';

/** Begins a transaction with its first statement, in one go. */
export const BEGIN_WITH_NEXT = '/* with the next */ begin';
/** Carries out the statements given as its one value; gives an array of rows for each. */
export const TOGETHER = '/* together */';
/** Takes statements that go out in one go with the commit of this transaction, behind it; gives nothing yet. */
export const BEHIND_COMMIT = '/* behind the commit */';

/** `settle` learns what the statements gave, once; they did not run when the transaction came to nothing. */
export type Behind = {
  readonly statements: readonly Statement[];
  readonly settle: (outcome: OneGo) => void;
};

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

const NOTHING_DONE = new Error('the transaction was not committed');

/** What the driver would say of a command that was not sent. */
const said = (command: string, rows: unknown[] = []) => ({ command, rowCount: null, rows });

/** A statement as Kysely gives it; a marked one goes under its name. */
export function asStatement(text: string, values: readonly unknown[]): Statement {
  const name = nameOfMarked(text);
  return name === undefined ? { text, values } : { text, values, name };
}

/**
 * Teaches a connection what the hub needs of it besides single statements: plans kept under a name (see PREPARED), several
 * statements in one go, a transaction that begins with its first statement, and reads that follow a commit at once.
 */
export function teachClient(client: PoolClient): void {
  const plain = client.query.bind(client) as Query;
  let begin: string | null = null;
  let behind: Behind | null = null;

  /** With the transaction's beginning before them, where that has not gone out yet. */
  async function inOneGo(statements: readonly Statement[]): Promise<OneGo> {
    const first: Statement[] = begin === null ? [] : [{ text: begin, values: [], name: 'tsunagi_begin' }];
    const { results, failed } = await sendInOneGo(client, plain, [...first, ...statements], () => {
      begin = null;
    });
    return { results: results.slice(first.length), failed };
  }

  async function together(statements: readonly Statement[]): Promise<readonly QueryResult[]> {
    const { results, failed } = await inOneGo(statements);
    if (failed !== null) throw failed;
    return results;
  }

  async function commit({ statements, settle }: Behind): Promise<QueryResult> {
    const { results, failed } = await inOneGo([{ text: 'commit', values: [], name: 'tsunagi_commit' }, ...statements]);
    const [committed, ...rest] = results;
    if (committed?.command !== 'COMMIT') settle({ results: [], failed: failed ?? NOTHING_DONE });
    else settle({ results: rest, failed });
    // Whatever became of the others: it is committed when the database has said so.
    if (committed === undefined) throw failed ?? NOTHING_DONE;
    return saidCommitted(committed);
  }

  /** A transaction that a statement has broken is undone by its commit, and the database answers that with ROLLBACK. */
  function saidCommitted(answer: QueryResult): QueryResult {
    if (answer.command !== 'COMMIT') throw NOTHING_DONE;
    return answer;
  }

  function end(text: 'commit' | 'rollback'): unknown {
    const waiting = behind;
    behind = null;
    if (waiting !== null && text === 'commit') return commit(waiting);
    waiting?.settle({ results: [], failed: NOTHING_DONE });
    if (begin === null)
      return text === 'commit' ? (plain(text) as Promise<QueryResult>).then(saidCommitted) : plain(text);
    // Nothing was asked of it, so it never began.
    begin = null;
    return Promise.resolve(said(text.toUpperCase()));
  }

  const query: Query = (text, values, ...rest) => {
    if (text === BEGIN_WITH_NEXT) {
      begin = 'begin';
      return Promise.resolve(said('BEGIN'));
    }
    if (text === TOGETHER) {
      const [statements] = values as [readonly Statement[]];
      return together(statements).then((results) =>
        said(
          'TOGETHER',
          results.map(({ rows }) => rows),
        ),
      );
    }
    if (text === BEHIND_COMMIT) {
      [behind] = values as [Behind];
      return Promise.resolve(said('BEHIND'));
    }
    if ((text === 'commit' || text === 'rollback') && rest.length === 0) return end(text);
    if (typeof text !== 'string') return afterBegin(() => plain(text, values, ...rest));
    const marked = nameOfMarked(text);
    if (begin !== null && Array.isArray(values) && values.length > 0 && rest.length === 0)
      return together([asStatement(text, values)]).then(([result]) => result);
    return afterBegin(() =>
      marked === undefined ? plain(text, values, ...rest) : plain({ name: marked, text, values }, ...rest),
    );
  };

  /** What can not go with it goes after it. */
  function afterBegin(act: () => unknown): unknown {
    if (begin === null) return act();
    const text = begin;
    begin = null;
    return (plain(text) as Promise<unknown>).then(act);
  }

  client.query = query as PoolClient['query'];
}
