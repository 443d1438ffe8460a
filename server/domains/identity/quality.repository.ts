import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { QualityView } from '#shared/domain/identity.ts';
import { undecided } from './suggestions.repository.ts';

export type QualityFound = {
  readonly id: string;
  readonly customerId: string;
  readonly name: string | null;
  readonly otherId: string | null;
  readonly otherName: string | null;
  readonly pointKind: ContactPointKind | null;
  readonly pointValue: string | null;
  readonly reasons: string[];
  readonly score: number | null;
  readonly at: Date;
};

/** Ways to write or call to; ids of browsers and devices need no proof. */
const ADDRESSES = sql`array['phone', 'email', 'line', 'whatsapp']`;
const name = nameOnThread('c');

/** Two records that may be one, nobody has said; the likeliest first. */
const duplicates = sql`
  select s.id::text as id, a.id as "customerId", coalesce(a.name, a.kana) as name, b.id as "otherId",
    coalesce(b.name, b.kana) as "otherName", null::text as "pointKind", null::text as "pointValue", s.reasons, s.score,
    s.created_at as at, lpad((1000 - s.score)::text, 4, '0') || s.id::text as place
  from identity_suggestion s join customer a on a.id = s.customer_a join customer b on b.id = s.customer_b
  where s.state = 'open' and ${undecided}`;

const held = sql`from contact_point_link l join contact_point p on p.id = l.contact_point_id
  join customer c on c.id = l.customer_id`;
const ofPoint = sql`l.id::text as id, c.id as "customerId", ${name} as name, null::uuid as "otherId", null::text as "otherName",
  p.kind as "pointKind", p.value as "pointValue"`;

/** Addresses to which something did not arrive, and nothing has since on that leg. */
const unreachable = sql`
  select ${ofPoint}, array[coalesce(nullif(f.reason, ''), 'failed')] as reasons, null::int as score, f.at, l.id::text as place
  from (
    select distinct on (s.contact_point_id) s.contact_point_id, d.reason, d.at
    from delivery d join timeline_item i on i.id = d.item_id left join outgoing o on o.item_id = i.id
      cross join lateral (select coalesce(o.contact_point_id, (
        select contact_point_id from session where id = i.session_id)) as contact_point_id) s
    where d.state = 'failed' and s.contact_point_id is not null and not exists (
      select 1 from timeline_item n join delivery e on e.item_id = n.id
      where n.conversation_id = i.conversation_id and n.channel = i.channel and n.customer_id = i.customer_id
        and n.seq > i.seq and e.state in ('sent', 'delivered', 'read'))
    order by s.contact_point_id, d.at desc) f
  join contact_point_link l on l.contact_point_id = f.contact_point_id and l.until is null
  join contact_point p on p.id = l.contact_point_id join customer c on c.id = l.customer_id
  where p.kind = any(${ADDRESSES})`;

/** Addresses that somebody gave and nothing proves. */
const unverified = sql`
  select ${ofPoint}, array['unverified'] as reasons, null::int as score, l.since as at, l.id::text as place
  ${held} where l.until is null and l.verified_by is null and not l.shared and not p.shared and p.kind = any(${ADDRESSES})`;

/** Points that people with other names claim, and nobody marked as shared. */
const conflicts = sql`
  select ${ofPoint}, array['claimed_by_several'] as reasons, null::int as score, l.since as at, l.id::text as place
  ${held} where l.until is null and not l.shared and not p.shared and p.kind <> 'device'
    and l.contact_point_id in (select contact_point_id from contact_point_link
      where until is null and not shared group by contact_point_id having count(*) > 1)
    and exists (select 1 from contact_point_link o join customer oc on oc.id = o.customer_id
      where o.contact_point_id = p.id and o.until is null and o.customer_id <> l.customer_id and o.since < l.since
        and (oc.thread_id is null or oc.thread_id is distinct from c.thread_id)
        and not exists (select 1 from identity_suggestion d where d.state in ('household', 'not_same')
          and d.customer_a = least(o.customer_id, l.customer_id) and d.customer_b = greatest(o.customer_id, l.customer_id)))`;

const VIEWS = { duplicates, unreachable, unverified, conflicts } as const satisfies Record<QualityView, unknown>;

type Page = { readonly view: QualityView; readonly after: string | null; readonly limit: number };

/** One page of a view in its order, and the place of its last row. */
export async function qualityPage(db: ReadDb, page: Page): Promise<(QualityFound & { readonly place: string })[]> {
  const beyond = page.after === null ? sql`true` : sql`place > ${page.after}`;
  const { rows } = await sql<QualityFound & { place: string }>`
    select * from (${VIEWS[page.view]}) found where ${beyond} order by place limit ${page.limit}`.execute(db);
  return rows;
}

/** Counted up to this; more is shown as that many and a plus. */
export const QUALITY_COUNTED = 1000;

/** How many there are of each. */
export async function qualityCounts(db: ReadDb): Promise<Record<QualityView, number>> {
  const count = (view: QualityView) =>
    sql`(select count(*)::int from (select 1 from (${VIEWS[view]}) v limit ${QUALITY_COUNTED}) n)`;
  const { rows } = await sql<Record<QualityView, number>>`
    select ${count('duplicates')} as duplicates, ${count('unreachable')} as unreachable,
      ${count('unverified')} as unverified, ${count('conflicts')} as conflicts`.execute(db);
  if (rows[0] === undefined) throw new Error('a select without from gave no row');
  return rows[0];
}
