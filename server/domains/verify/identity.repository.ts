import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Break } from './rows-of.ts';

/** [ID3] The thread each record is on is what the links that stand make of it: the least id they join, or none. */
export async function threadsMatchLinks(db: ReadDb, limit: number): Promise<Break[]> {
  const { rows } = await sql<Break>`
    with recursive edge as (
      select customer_a as x, customer_b as y from identity_link where undone_at is null
      union all select customer_b, customer_a from identity_link where undone_at is null
    ), reached (start, id) as (
      select distinct x, x from edge union select r.start, e.y from reached r join edge e on e.x = r.id
    ), expected as (select start as id, min(id::text)::uuid as thread_id from reached group by start)
    select 'customer ' || c.id as what, coalesce('on thread ' || c.thread_id, 'alone') as found,
      coalesce('on thread ' || x.thread_id || ', by its links', 'alone, for no link of it stands') as expected
    from customer c left join expected x on x.id = c.id
    where c.thread_id is distinct from x.thread_id limit ${limit}`.execute(db);
  return rows;
}

/** [ID3] What was said on a leg stands on the record that the leg is of. */
export async function itemsOnTheirRecord(db: ReadDb, limit: number): Promise<Break[]> {
  const { rows } = await sql<Break>`
    select 'item ' || i.id as what, 'on customer ' || i.customer_id as found, 'on customer ' || s.customer_id as expected
    from timeline_item i join session s on s.id = i.session_id
    where i.customer_id <> s.customer_id and i.visibility = 'customer' limit ${limit}`.execute(db);
  return rows;
}

/** [ID1] An unshared point has one verified holder. The index sees to it; this says so should it ever be missing. */
export async function oneVerifiedHolder(db: ReadDb, limit: number): Promise<Break[]> {
  const { rows } = await sql<Break>`
    select 'contact point ' || contact_point_id as what, count(*) || ' verified holders' as found, 'at most one' as expected
    from contact_point_link where verified_by is not null and not shared and until is null
    group by contact_point_id having count(*) > 1 limit ${limit}`.execute(db);
  return rows;
}

/** [ID2] What stands in a link is answered as joined; nobody is asked about those who are one. */
export async function decisionsMatchLinks(db: ReadDb, limit: number): Promise<Break[]> {
  const { rows } = await sql<Break>`
    select 'suggestion ' || s.id as what, 'joined' as found, 'open, for its two are on no thread together' as expected
    from identity_suggestion s join customer a on a.id = s.customer_a join customer b on b.id = s.customer_b
    where s.state = 'joined' and (a.thread_id is null or a.thread_id is distinct from b.thread_id) limit ${limit}`.execute(
    db,
  );
  return rows;
}
