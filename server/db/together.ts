import { CompiledQuery, type RawBuilder } from 'kysely';
import type { ReadDb, Tx } from './handle.ts';
import { asStatement, BEHIND_COMMIT, type Behind, TOGETHER, type Waiting, WITH_NEXT } from './hub-client.ts';
import type { OneGo, Statement } from './one-go.ts';

/** The rows that each of some statements gives. */
type RowsOf<T extends readonly RawBuilder<unknown>[]> = {
  -readonly [K in keyof T]: T[K] extends RawBuilder<infer R> ? R[] : never;
};

/**
 * Carries out statements one after the other, in one way there and back: each sees what those before it did, and waits for
 * the locks that they wait for. One that fails undoes all of them, and in a transaction everything. Outside a transaction
 * they are one.
 */
export async function together<const T extends readonly RawBuilder<unknown>[]>(
  db: ReadDb,
  statements: T,
): Promise<RowsOf<T>> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(TOGETHER, [compiled(db, statements)]));
  return rows as unknown as RowsOf<T>;
}

/**
 * A statement of a transaction that nobody waits for: it leaves with the next one, before it, or with the commit; order is
 * kept. That it failed is said there too, and undoes the transaction all the same: so it is not for one whose failing somebody
 * looks out for. A rollback drops what has not left. `take` is told what it gave before whatever is asked next is answered; it
 * may be told after the commit, and so must not refuse.
 */
export async function withNext<R>(
  tx: Tx,
  statement: RawBuilder<R>,
  take: (rows: readonly R[]) => void = () => undefined,
): Promise<void> {
  const taken = (rows: readonly R[]) => {
    take(rows);
    return [];
  };
  await wait(tx, statement, taken, { mustPrecede: false });
}

/**
 * As withNext, but `take` may throw, and what it gives leaves after it in the same way: in any case both leave before the
 * commit is made.
 */
export async function leadsOn<R>(
  tx: Tx,
  statement: RawBuilder<R>,
  take: (rows: readonly R[]) => readonly RawBuilder<unknown>[],
): Promise<void> {
  await wait(tx, statement, (rows) => compiled(tx, take(rows)), { mustPrecede: true });
}

/** Sends what waits now, where somebody needs what it gives; nothing is sent when nothing waits. */
export async function sendWaiting(tx: Tx): Promise<void> {
  await together(tx, []);
}

async function wait<R>(
  tx: Tx,
  statement: RawBuilder<R>,
  take: (rows: readonly R[]) => readonly Statement[],
  { mustPrecede }: { readonly mustPrecede: boolean },
): Promise<void> {
  const waiting: Waiting[] = compiled(tx, [statement]).map((one) => ({
    statement: one,
    take: (rows) => take(rows as readonly R[]),
    mustPrecede,
  }));
  await tx.executeQuery(CompiledQuery.raw(WITH_NEXT, waiting));
}

/**
 * Reads that leave with the commit of a transaction, behind it, in the same way there and back: they see what was
 * committed, by this and by others. What is given resolves after the commit; it rejects when a read failed, which changes
 * nothing of what was committed, and when nothing was committed. Whoever does not wait for it need not catch it.
 */
export async function behindCommit<const T extends readonly RawBuilder<unknown>[]>(
  tx: Tx,
  statements: T,
): Promise<{ readonly read: Promise<RowsOf<T>> }> {
  let settle: (outcome: OneGo) => void = () => undefined;
  const read = new Promise<OneGo>((resolve) => {
    settle = resolve;
  }).then(({ results, failed }) => {
    if (failed !== null) throw failed;
    return results.map(({ rows }) => rows) as unknown as RowsOf<T>;
  });
  read.catch(() => undefined);
  const behind: Behind = { statements: compiled(tx, statements), settle: (outcome) => settle(outcome) };
  await tx.executeQuery(CompiledQuery.raw(BEHIND_COMMIT, [behind]));
  return { read };
}

const compiled = (db: ReadDb, statements: readonly RawBuilder<unknown>[]): Statement[] =>
  statements.map((one) => {
    const { sql, parameters } = one.compile(db);
    return asStatement(sql, parameters);
  });
