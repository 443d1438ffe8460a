import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

/** Asked, or answered: joined while their link stands; the other two for good. */
export type SuggestionState = 'open' | 'joined' | 'household' | 'not_same';

/** Open suggestions between two threads that are one now are answered by that. */
export async function markJoined(
  work: Work,
  [one, other]: readonly [readonly string[], readonly string[]],
  by: string,
): Promise<void> {
  await sql`
    update identity_suggestion set state = 'joined', decided_at = ${work.at}, decided_by = ${by}
    where state = 'open' and ((customer_a = any(${one}::uuid[]) and customer_b = any(${other}::uuid[]))
      or (customer_b = any(${one}::uuid[]) and customer_a = any(${other}::uuid[])))`.execute(work.tx);
}

/** Of records that were one thread: what joining had answered, and is asked again where they stand apart now. */
export async function reopenJoined(work: Work, records: readonly string[]): Promise<void> {
  await sql`
    update identity_suggestion s set state = 'open', decided_at = null, decided_by = null
    from customer a, customer b
    where s.state = 'joined' and s.customer_a = a.id and s.customer_b = b.id
      and a.id = any(${records}::uuid[]) and b.id = any(${records}::uuid[])
      and (a.thread_id is null or a.thread_id is distinct from b.thread_id)`.execute(work.tx);
}

type Decided = {
  readonly a: string;
  readonly b: string;
  readonly state: SuggestionState;
  readonly by: string;
  readonly reason: string | null;
};

/** What people decided about two records, whether or not anybody had suggested it; it stands for good ([ID2]). */
export async function decidePair(work: Work, d: Decided): Promise<void> {
  const [low, high] = d.a < d.b ? [d.a, d.b] : [d.b, d.a];
  await sql`
    insert into identity_suggestion (id, customer_a, customer_b, reasons, score, state, created_at, decided_at, decided_by,
      decided_reason)
    values (${work.nextId()}, ${low}, ${high}, '{}', 0, ${d.state}, ${work.at}, ${work.at}, ${d.by}, ${d.reason})
    on conflict (customer_a, customer_b) do update set state = excluded.state, decided_at = excluded.decided_at,
      decided_by = excluded.decided_by, decided_reason = excluded.decided_reason`.execute(work.tx);
}

export type OpenSuggestion = {
  readonly id: string;
  readonly selfId: string;
  readonly otherId: string;
  readonly reasons: readonly string[];
  readonly score: number;
  readonly at: Date;
};

/** True in SQL when two customers `a` and `b` stand apart and nobody decided about them or others of their threads. */
export const undecided = sql`(a.thread_id is null or a.thread_id is distinct from b.thread_id)
  and not exists (
    select 1 from customer da cross join customer db
    join identity_suggestion d on d.customer_a = least(da.id, db.id) and d.customer_b = greatest(da.id, db.id)
    where (da.id = a.id or da.thread_id = a.thread_id) and (db.id = b.id or db.thread_id = b.thread_id)
      and d.state in ('not_same', 'household'))`;

/** Open suggestions about any record of a thread, the likeliest first. */
export async function openSuggestionsOf(db: ReadDb, members: readonly string[]): Promise<OpenSuggestion[]> {
  const { rows } = await sql<OpenSuggestion>`
    select s.id, mine.self as "selfId", case when mine.self = s.customer_a then s.customer_b else s.customer_a end as "otherId",
      s.reasons, s.score, s.created_at as at
    from unnest(${members}::uuid[]) as mine (self)
    join identity_suggestion s on s.customer_a = mine.self or s.customer_b = mine.self
    join customer a on a.id = s.customer_a join customer b on b.id = s.customer_b
    where s.state = 'open' and ${undecided}
    order by s.score desc, s.id limit 20`.execute(db);
  return rows;
}

/** The other records of the household, by decision. */
export async function householdsOf(db: ReadDb, members: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct case when s.customer_a = any(${members}::uuid[]) then s.customer_b else s.customer_a end as id
    from identity_suggestion s where s.state = 'household'
      and (s.customer_a = any(${members}::uuid[]) or s.customer_b = any(${members}::uuid[])) limit 20`.execute(db);
  return rows.map((row) => row.id).filter((id) => !members.includes(id));
}

/** What was decided between two threads, if anything. */
export async function decisionBetween(
  db: ReadDb,
  one: readonly string[],
  other: readonly string[],
): Promise<{ state: SuggestionState; reasons: string[] }[]> {
  const { rows } = await sql<{ state: SuggestionState; reasons: string[] }>`
    select state, reasons from identity_suggestion
    where (customer_a = any(${one}::uuid[]) and customer_b = any(${other}::uuid[]))
      or (customer_b = any(${one}::uuid[]) and customer_a = any(${other}::uuid[]))
    order by score desc`.execute(db);
  return rows;
}

/**
 * When a customer is known by nothing but shared lines: who else holds those, the newest holder first. Empty as soon as
 * anything of their own is known ([ID4]).
 */
export async function lineHoldersOf(db: ReadDb, members: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with mine as (
      select l.contact_point_id as id, l.shared or p.shared as shared from contact_point_link l
      join contact_point p on p.id = l.contact_point_id
      where l.customer_id = any(${members}::uuid[]) and l.until is null)
    select l.customer_id as id from contact_point_link l
    where l.contact_point_id in (select id from mine) and l.until is null and l.customer_id <> all(${members}::uuid[])
      and not exists (select 1 from mine where not shared)
      and exists (select 1 from customer c where c.id = l.customer_id and c.name is not null)
    order by l.since desc limit 6`.execute(db);
  return rows.map((row) => row.id);
}
