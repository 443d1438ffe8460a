import type { PoolClient, QueryResult } from 'pg';
import { toError } from '#shared/lib/assert.ts';
import { type OneGo, type Statement, sendInOneGo } from './one-go.ts';
import { nameOfMarked } from './prepared.ts';

/** Begins a transaction with its first statement, in one go. */
export const BEGIN_WITH_NEXT = '/* with the next */ begin';
/** Carries out the statements given as its one value; gives an array of rows for each. */
export const TOGETHER = '/* together */';
/** Takes a statement that goes out with the next one of this transaction, before it; gives nothing yet. */
export const WITH_NEXT = '/* with the next one */';
/** Takes statements that go out in one go with the commit of this transaction, behind it; gives nothing yet. */
export const BEHIND_COMMIT = '/* behind the commit */';

/** `settle` learns what the statements gave, once; they did not run when the transaction came to nothing. */
export type Behind = {
  readonly statements: readonly Statement[];
  readonly settle: (outcome: OneGo) => void;
};

/**
 * A statement that waits for the next one of its transaction, or for the commit. `take` is told its rows before anybody is told
 * what came of those behind it, and gives what they lead to: statements that wait in turn. One that `mustPrecede` the commit
 * does not leave with it: what it leads to has to be sent, and by throwing it can still undo the transaction.
 */
export type Waiting = {
  readonly statement: Statement;
  readonly take: (rows: readonly unknown[]) => readonly Statement[];
  readonly mustPrecede: boolean;
};

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

const NOTHING_BEHIND: Behind = { statements: [], settle: () => undefined };
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
 * statements in one go, a transaction that begins with its first statement, statements that wait for the next one, and reads that
 * follow a commit at once.
 */
export function teachClient(client: PoolClient): void {
  const plain = client.query.bind(client) as Query;
  let begin: string | null = null;
  let behind: Behind | null = null;
  let waiting: Waiting[] = [];
  let open = false;
  // Which transaction it is: what one that was undone meanwhile leads on to is nobody's.
  let era = 0;

  /** With what has not gone out yet before them: the transaction's beginning, and what waits for the next statement. */
  async function inOneGo(statements: readonly Statement[]): Promise<OneGo & { readonly refused: Error | null }> {
    const first: Statement[] = begin === null ? [] : [{ text: begin, values: [], name: 'tsunagi_begin' }];
    const before = waiting;
    const mine = era;
    const all = [...first, ...before.map(({ statement }) => statement), ...statements];
    const { results, failed } = await sendInOneGo(client, plain, all, () => {
      begin = null;
      waiting = [];
    });
    const own = results.slice(first.length + before.length);
    const reached = failed === null || own.length > 0;
    return { results: own, failed, refused: reached ? takeAll(mine, before, results.slice(first.length)) : null };
  }

  /** Tells those that waited what came of them; why one of them minds, if one does. */
  function takeAll(mine: number, before: readonly Waiting[], results: readonly QueryResult[]): Error | null {
    try {
      before.forEach(({ take }, n) => {
        const next = take(results[n]?.rows ?? []);
        if (mine === era) waiting.push(...next.map((statement) => ({ statement, take: () => [], mustPrecede: false })));
      });
      return null;
    } catch (error) {
      return toError(error);
    }
  }

  async function together(statements: readonly Statement[]): Promise<readonly QueryResult[]> {
    if (statements.length === 0 && waiting.length === 0) return [];
    const { results, failed, refused } = await inOneGo(statements);
    const why = failed ?? refused;
    if (why !== null) throw why;
    return results;
  }

  async function commit({ statements, settle }: Behind): Promise<QueryResult> {
    try {
      if (waiting.some(({ mustPrecede }) => mustPrecede)) await together([]);
    } catch (error) {
      settle({ results: [], failed: NOTHING_DONE });
      throw error;
    }
    const commits = { text: 'commit', values: [], name: 'tsunagi_commit' };
    const { results, failed, refused } = await inOneGo([commits, ...statements]);
    const [committed, ...rest] = results;
    if (committed?.command !== 'COMMIT') settle({ results: [], failed: failed ?? NOTHING_DONE });
    else settle({ results: rest, failed });
    // Whatever became of the others: it is committed when the database has said so.
    if (committed === undefined) throw failed ?? NOTHING_DONE;
    if (refused !== null) throw refused;
    return saidCommitted(committed);
  }

  /** A transaction that a statement has broken is undone by its commit, and the database answers that with ROLLBACK. */
  function saidCommitted(answer: QueryResult): QueryResult {
    if (answer.command !== 'COMMIT') throw NOTHING_DONE;
    return answer;
  }

  function end(text: 'commit' | 'rollback'): unknown {
    open = false;
    const following = behind;
    behind = null;
    if (text === 'commit' && (following !== null || waiting.length > 0)) return commit(following ?? NOTHING_BEHIND);
    following?.settle({ results: [], failed: NOTHING_DONE });
    waiting = [];
    era += 1;
    if (begin === null)
      return text === 'commit' ? (plain(text) as Promise<QueryResult>).then(saidCommitted) : plain(text);
    // Nothing was asked of it, so it never began.
    begin = null;
    return Promise.resolve(said(text.toUpperCase()));
  }

  /** What is the hub's own and no statement; undefined for any other. */
  function ownCommand(text: unknown, values: unknown): Promise<unknown> | undefined {
    switch (text) {
      case BEGIN_WITH_NEXT:
        begin = 'begin';
        open = true;
        era += 1;
        return Promise.resolve(said('BEGIN'));
      case TOGETHER:
        return together((values as [readonly Statement[]])[0]).then((results) =>
          said(
            'TOGETHER',
            results.map(({ rows }) => rows),
          ),
        );
      case WITH_NEXT:
        if (!open) return Promise.reject(new Error('only within a transaction can a statement wait for the next one'));
        waiting.push((values as [Waiting])[0]);
        return Promise.resolve(said('WAITING'));
      case BEHIND_COMMIT:
        [behind] = values as [Behind];
        return Promise.resolve(said('BEHIND'));
      default:
        return undefined;
    }
  }

  const query: Query = (text, values, ...rest) => {
    const own = ownCommand(text, values);
    if (own !== undefined) return own;
    if ((text === 'commit' || text === 'rollback') && rest.length === 0) return end(text);
    if (typeof text !== 'string') return afterBegin(() => plain(text, values, ...rest));
    const marked = nameOfMarked(text);
    const one = Array.isArray(values) && (values.length > 0 || marked !== undefined) && rest.length === 0;
    if (one && (begin !== null || waiting.length > 0))
      return together([asStatement(text, values)]).then(([result]) => result);
    return afterBegin(() =>
      marked === undefined ? plain(text, values, ...rest) : plain({ name: marked, text, values }, ...rest),
    );
  };

  /** What can not go with it goes after it. */
  function afterBegin(act: () => unknown): unknown {
    if (waiting.length > 0) return together([]).then(act);
    if (begin === null) return act();
    const text = begin;
    begin = null;
    return (plain(text) as Promise<unknown>).then(act);
  }

  client.query = query as PoolClient['query'];
}
