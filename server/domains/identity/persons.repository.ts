import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { Person } from '#shared/domain/identity.ts';

/** How many orders and visits a card counts up to. */
const COUNTED = 200;

type Row = {
  readonly customerId: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly since: Date;
  readonly orders: number;
  readonly visits: number;
  readonly pointKinds: ContactPointKind[] | null;
};

/** Customers as a card names them, each for its whole thread, by id; those that do not exist are left out. */
export async function persons(db: ReadDb, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select c.id as "customerId", ${nameOnThread('c')} as name, c.kana, c.created_at as since,
      (select count(distinct o.number)::int from (select i.data->>'number' as number from timeline_item i
        where i.customer_id = any(t.members) and i.kind = 'order'
        order by i.occurred_at desc limit ${COUNTED}) o) as orders,
      (select count(*)::int from (select 1 from timeline_item i where i.customer_id = any(t.members)
        and i.kind in ('visit', 'purchase', 'pickup') limit ${COUNTED}) v) as visits,
      (select array_agg(distinct p.kind) from contact_point_link l join contact_point p on p.id = l.contact_point_id
        where l.customer_id = any(t.members) and l.until is null) as "pointKinds"
    from customer c cross join lateral (
      select array(select c.id union select m.id from customer m where m.thread_id = c.thread_id) as members) t
    where c.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.customerId, asPerson(row)]));
}

const asPerson = ({ name, kana, since, pointKinds, ...rest }: Row): Person => ({
  ...rest,
  name: name ?? kana ?? '',
  ...(kana === null ? {} : { kana }),
  since: since.toISOString(),
  pointKinds: pointKinds ?? [],
});
