import { type RawBuilder, sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';

/** The records that one thread is made of ([ID3]), in order of id; one for a customer who stands alone, or is not known. */
export async function membersOf(db: ReadDb, customerId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`${PREPARED}
    select m.id from customer c join customer m on m.thread_id = c.thread_id where c.id = ${customerId} order by m.id`.execute(
    db,
  );
  return rows.length === 0 ? [customerId] : rows.map((row) => row.id);
}

/** The same inside a statement: an array of ids. */
export const memberIds = (customerId: string): RawBuilder<string[]> => sql`array(
  select ${customerId}::uuid union
  select m.id from customer c join customer m on m.thread_id = c.thread_id where c.id = ${customerId})`;

/** What a row of the thread is called when its own record has no name: the oldest name among its members. */
export const nameOnThread = (alias: string): RawBuilder<string | null> => {
  const c = sql.raw(alias);
  return sql`coalesce(${c}.name, (select f.name from customer f
    where f.thread_id = ${c}.thread_id and f.name is not null order by f.created_at, f.id limit 1))`;
};

export type LockedCustomer = {
  readonly id: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly locale: Locale | null;
  readonly threadId: string | null;
};

/**
 * Locks customers and everybody on their threads, in order of id, so that nothing on those threads changes meanwhile.
 * `whose` is a query that gives `id`. Runs the work again when a thread grew while it waited.
 */
export async function lockThreads(work: Work, whose: RawBuilder<unknown>): Promise<LockedCustomer[]> {
  const { rows } = await threadsLocked(whose).execute(work.tx);
  await refuseGrown(work, rows);
  return rows;
}

/** The statement of `lockThreads`, for whoever asks `refuseGrown` afterwards. */
export const threadsLocked = (whose: RawBuilder<unknown>): RawBuilder<LockedCustomer> => sql`${PREPARED}
    with asked as materialized (${whose})
    select id, name, kana, locale, thread_id as "threadId" from customer where id = any(array(
      select a.id from asked a
      union select m.id from asked a join customer c on c.id = a.id join customer m on m.thread_id = c.thread_id))
    order by id for no key update`;

const these = (ids: readonly string[]): RawBuilder<unknown> => sql`select unnest(${few(ids, 'uuid')}) as id`;

/** The same for these customers. */
export const customersLocked = (ids: readonly string[]): RawBuilder<LockedCustomer> => threadsLocked(these(ids));

/** As lockThreads, for these customers. */
export const lockThreadsOf = (work: Work, ids: readonly string[]): Promise<LockedCustomer[]> =>
  lockThreads(work, these(ids));

/** The rows are as new as their locks, but who else is on a thread was looked up before waiting for them. */
export async function refuseGrown(work: Work, locked: readonly LockedCustomer[]): Promise<void> {
  const threads = [...new Set(locked.flatMap((row) => row.threadId ?? []))];
  if (threads.length === 0) return;
  const { rows } = await sql`select 1 from customer where thread_id = any(${threads}::uuid[])
    and id <> all(${locked.map((row) => row.id)}::uuid[]) limit 1`.execute(work.tx);
  if (rows.length > 0) throw new RetryWork();
}
