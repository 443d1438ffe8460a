import { CompiledQuery, type RawBuilder } from 'kysely';
import type { ReadDb, Tx } from './handle.ts';
import { asStatement, BEHIND_COMMIT, type Behind, TOGETHER } from './hub-client.ts';
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
