import { type RawBuilder, sql } from 'kysely';
import type { ReadDb, Tx } from '#server/db/handle.ts';

export type StaleAsk = { readonly revision: number; readonly now: Date };
export type Member = { readonly threadId: string; readonly customerId: string; readonly seq: number };

/** Records that are not counted as they are now: new words, another thread, other rules, or their time has come. */
const stale = ({ revision, now }: StaleAsk): RawBuilder<unknown> => sql`
  from customer c left join journey_member m on m.customer_id = c.id
  where (m.customer_id is null or m.seq <> c.last_seq or m.thread_id <> coalesce(c.thread_id, c.id)
    or m.rules_revision <> ${revision} or m.again_at <= ${now})`;

/** How many customers are still to be counted. */
export async function uncounted(db: ReadDb, ask: StaleAsk): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${stale(ask)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** True when this transaction alone counts now, of all hubs. */
export async function mayCount(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('journeys', 31)) as got`.execute(tx);
  return rows[0]?.got ?? false;
}

/**
 * Threads to be counted, of at most so many records; of these threads alone when they are given. The look at all records is
 * planned as such: for a few rows at once it would be one step through an index for each record there is.
 */
export async function staleThreads(
  db: ReadDb,
  ask: StaleAsk,
  { most, among }: { readonly most: number; readonly among?: readonly string[] },
): Promise<string[]> {
  const only =
    among === undefined ? sql`` : sql`and (c.thread_id = any(${among}::uuid[]) or c.id = any(${among}::uuid[]))`;
  const { rows } = await sql<{ id: string }>`
    with found as materialized (select coalesce(c.thread_id, c.id) as id ${stale(ask)} ${only})
    select id from found limit ${most}`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

/** The records of threads, with the newest item of each: what is read after this is at least as new. */
export async function membersOfThreads(tx: Tx, threadIds: readonly string[]): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select coalesce(thread_id, id) as "threadId", id as "customerId", last_seq as seq from customer
    where thread_id = any(${threadIds}::uuid[]) or (thread_id is null and id = any(${threadIds}::uuid[]))
    order by id`.execute(tx);
  return rows;
}

/** The rows of one thread, as its tables have them but for the thread. */
export type ThreadRows = {
  readonly threadId: string;
  readonly stops: readonly Record<string, unknown>[];
  readonly matters: readonly Record<string, unknown>[];
  readonly credits: readonly Record<string, unknown>[];
};

const TABLES = ['journey_stop', 'journey_matter', 'journey_credit'] as const;

async function forget(tx: Tx, threadIds: readonly string[]): Promise<void> {
  for (const table of TABLES)
    await sql`delete from ${sql.table(table)} where thread_id = any(${threadIds}::uuid[])`.execute(tx);
}

/** Forgets the threads that records have left for these; whoever is still on one of them is to be counted again ([ID3]). */
export async function leaveThreads(
  tx: Tx,
  { threadIds, customerIds }: { readonly threadIds: readonly string[]; readonly customerIds: readonly string[] },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct thread_id as id from journey_member
    where customer_id = any(${customerIds}::uuid[]) and thread_id <> all(${threadIds}::uuid[])`.execute(tx);
  const left = rows.map(({ id }) => id);
  if (left.length === 0) return;
  await forget(tx, left);
  await sql`update journey_member set seq = -1 where thread_id = any(${left}::uuid[])`.execute(tx);
}

/** Writes what threads came to in place of what they were. */
export async function writeThreads(tx: Tx, threadIds: readonly string[], rows: readonly ThreadRows[]): Promise<void> {
  await forget(tx, threadIds);
  const all = (part: 'stops' | 'matters' | 'credits'): string =>
    JSON.stringify(rows.flatMap((thread) => thread[part].map((row) => ({ ...row, thread_id: thread.threadId }))));
  await sql`insert into journey_stop select * from jsonb_populate_recordset(null::journey_stop, ${all('stops')}::jsonb)`.execute(
    tx,
  );
  // A conversation may have items of two records that are apart again: it stays with the one that was counted first.
  await sql`insert into journey_matter select * from jsonb_populate_recordset(null::journey_matter, ${all('matters')}::jsonb)
    on conflict (conversation_id) do nothing`.execute(tx);
  await sql`insert into journey_credit select * from jsonb_populate_recordset(null::journey_credit, ${all('credits')}::jsonb)`.execute(
    tx,
  );
}

/** Keeps how far each record was counted, and when it is to be looked at again. */
export async function writeMembers(
  tx: Tx,
  members: readonly (Member & { readonly againAt: Date | null })[],
  revision: number,
): Promise<void> {
  const json = JSON.stringify(
    members.map(({ customerId, threadId, seq, againAt }) => ({
      customer_id: customerId,
      thread_id: threadId,
      seq,
      rules_revision: revision,
      again_at: againAt,
    })),
  );
  await sql`insert into journey_member select * from jsonb_populate_recordset(null::journey_member, ${json}::jsonb)
    on conflict (customer_id) do update set thread_id = excluded.thread_id, seq = excluded.seq,
      rules_revision = excluded.rules_revision, again_at = excluded.again_at`.execute(tx);
}
