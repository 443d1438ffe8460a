import { sql } from 'kysely';
import type { Query } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import { undecided } from './suggestions.repository.ts';

/** Records with a word in common beyond this say nothing about who they are. */
const CROWD = 6;
const EACH = 20;

/** Puts records aside to be compared with others; the caller made or changed them in this work. */
export async function addTodo(work: Work, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await withNext(
    work.tx,
    sql`insert into identity_todo (customer_id, since)
    select id, ${work.at} from unnest(${[...customerIds].sort()}::uuid[]) as id on conflict do nothing`,
  );
}

/** Takes some of what was put aside; another hub takes others. */
export async function takeTodo(work: Work, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${PREPARED}
    delete from identity_todo where customer_id in (
      select customer_id from identity_todo order by since limit ${limit} for update skip locked)
    returning customer_id as id`.execute(work.tx);
  return rows.map((row) => row.id);
}

export type Candidate = {
  readonly id: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly reason: string;
};

/**
 * Who else holds one of the customer's unshared points, is called the same, reads the same, or has an email of the same
 * local part: index look-ups all. Who was decided about is left out for good ([ID2]).
 */
export function candidatesOf(customerId: string): Query<Candidate> {
  const bare = (column: string) => sql`replace(replace(${sql.raw(column)}, ' ', ''), '　', '')`;
  return sql`${PREPARED}
    with me as materialized (select * from customer where id = ${customerId}),
    mine as materialized (
      select p.id, p.kind, p.value, l.verified_by is not null as verified from contact_point_link l
      join contact_point p on p.id = l.contact_point_id
      where l.customer_id = ${customerId} and l.until is null and not l.shared and not p.shared limit 50),
    found as (
      (select l.customer_id as id, 'same_' || case when mine.verified or l.verified_by is not null then 'verified_' else '' end
          || mine.kind as reason
        from mine join contact_point_link l on l.contact_point_id = mine.id
        where l.until is null and not l.shared and (select count(*) from contact_point_link h
          where h.contact_point_id = mine.id and h.until is null) <= ${CROWD} limit ${EACH})
      union all
      (select c.id, 'same_name' from me join customer c on ${bare('c.name')} = ${bare('me.name')}
        where c.name is not null limit ${EACH})
      union all
      (select c.id, 'same_kana' from me join customer c on ${bare('c.kana')} = ${bare('me.kana')}
        where c.kana is not null limit ${EACH})
      union all
      (select l.customer_id, 'similar_email' from mine
        join contact_point p on p.kind = 'email' and split_part(p.value, '@', 1) = split_part(mine.value, '@', 1)
          and p.value <> mine.value
        join contact_point_link l on l.contact_point_id = p.id and l.until is null and not l.shared
        where mine.kind = 'email' and length(split_part(mine.value, '@', 1)) > 5 limit ${EACH}))
    select distinct b.id, b.name, b.kana, found.reason
    from found join customer b on b.id = found.id cross join me a
    where b.id <> a.id and ${undecided}`;
}

/** Two records, the lower id first. */
export type Pair = { readonly a: string; readonly b: string };

type Said = Pair & { readonly reasons: readonly string[] };

/** What was said for two records being one before, by their points: inputs said it and it is not found again. */
export async function saidBefore(work: Work, pairs: readonly Pair[]): Promise<Said[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Said>`${PREPARED}
    select s.customer_a as a, s.customer_b as b, s.reasons
    from unnest(${pairs.map(({ a }) => a)}::uuid[], ${pairs.map(({ b }) => b)}::uuid[]) as asked (a, b)
    join identity_suggestion s on s.customer_a = asked.a and s.customer_b = asked.b`.execute(work.tx);
  return rows;
}

/** Writes down what speaks for two records being one now; true when it is news. What people decided stays decided. */
export async function putSuggestion(work: Work, s: Said & { readonly score: number }): Promise<boolean> {
  const reasons = [...s.reasons].sort();
  const { rows } = await sql`${PREPARED}
    insert into identity_suggestion (id, customer_a, customer_b, reasons, score, created_at)
    values (${work.nextId()}, ${s.a}, ${s.b}, ${reasons}::text[], ${s.score}, ${work.at})
    on conflict (customer_a, customer_b) do update set reasons = excluded.reasons, score = excluded.score
    where identity_suggestion.state = 'open'
      and (identity_suggestion.reasons <> excluded.reasons or identity_suggestion.score <> excluded.score)
    returning 1`.execute(work.tx);
  return rows.length > 0;
}

export type Named = { readonly id: string; readonly name: string | null; readonly kana: string | null };

/** What customers are called, in order of id. */
export const namesOf = (ids: readonly string[]): Query<Named> => sql`${PREPARED}
  select id, name, kana from customer where id = any(${ids}::uuid[]) order by id`;
