import { sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { Query } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { leadsOn, withNext } from '#server/db/together.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { isOneEach } from './match.ts';
import { undecided } from './suggestions.repository.ts';

export type PointValue = { readonly kind: ContactPointKind; readonly value: string };

export type HolderRow = {
  readonly customerId: string;
  readonly verified: boolean;
  readonly shared: boolean;
  readonly saidBy: string | null;
  /** Every verified, unshared point of the holder, as kind and value. */
  readonly proven: readonly (readonly [ContactPointKind, string])[];
};
export type PointRow = PointValue & { readonly id: string; readonly shared: boolean; readonly holders: HolderRow[] };

/** More holders than this are not looked at; the verified one and those of `sources` come first. */
const HOLDERS_READ = 20;
const PROOFS_READ = 50;

/** The points that exist, with who holds them now. */
export async function findPoints(
  work: Work,
  points: readonly PointValue[],
  sources: readonly string[],
): Promise<PointRow[]> {
  if (points.length === 0) return [];
  const { rows } = await pointsHeld(points, sources).execute(work.tx);
  return rows;
}

/** The statement of `findPoints`. */
export const pointsHeld = (
  points: readonly PointValue[],
  sources: readonly string[],
): Query<PointRow> => sql`${PREPARED}
    select p.id, p.kind, p.value, p.shared, coalesce(h.holders, '[]') as holders
    from unnest(${few(
      points.map((p) => p.kind),
      'text',
    )}, ${few(
      points.map((p) => p.value),
      'text',
    )}) as asked (kind, value)
    join contact_point p on p.kind = asked.kind and p.value = asked.value
    left join lateral (
      select jsonb_agg(jsonb_build_object('customerId', l.customer_id, 'verified', l.verified_by is not null,
        'shared', l.shared, 'saidBy', l.said_by, 'proven', coalesce((
          select jsonb_agg(jsonb_build_array(proof.kind, proof.value)) from (
            select q.kind, q.value from contact_point_link m join contact_point q on q.id = m.contact_point_id
            where m.customer_id = l.customer_id and m.until is null and m.verified_by is not null and not m.shared
            order by q.kind = any(${ONE_EACH_KINDS}::text[]) desc limit ${PROOFS_READ}) proof), '[]'))
        order by l.since, l.id) as holders
      from (
        select * from contact_point_link where contact_point_id = p.id and until is null
        order by verified_by is not null desc, said_by = any(${few(sources, 'text')}) desc nulls last, since, id
        limit ${HOLDERS_READ}) l) h on true`;

const KINDS = ['phone', 'email', 'line', 'whatsapp', 'visitor', 'loyalty', 'shop', 'device'] as const;
const ONE_EACH_KINDS = KINDS.filter(isOneEach);

/**
 * Makes the points that are missing, with the next statement, and returns their ids in the order given. Where somebody else made one
 * meanwhile the work runs again, from the start, and sees who holds it. Points go in in one order everywhere, so that two works
 * never wait for each other.
 */
export async function insertPoints(work: Work, points: readonly PointValue[]): Promise<string[]> {
  if (points.length === 0) return [];
  const given = points.map(({ kind, value }) => ({ id: work.nextId(), kind, value, created_at: work.at }));
  const rows = [...given].sort((a, b) => order(a.kind, b.kind) || order(a.value, b.value));
  const inserted = work.tx
    .insertInto('contact_point')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
    .returning('id');
  await leadsOn(work.tx, sql`${inserted}`, (made) => {
    if (made.length < rows.length) throw new RetryWork();
    return [];
  });
  return given.map(({ id }) => id);
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

export type NewLink = {
  readonly contactPointId: string;
  readonly customerId: string;
  readonly verifiedBy: string | null;
  readonly saidBy: string | null;
  readonly shared: boolean;
};

/**
 * Makes customers hold points. One that the customer merely said becomes verified by a better word; a second verified
 * holder of an unshared point breaks the index and undoes the work, which then sees the first ([ID1]).
 */
export async function insertLinks(work: Work, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const rows = [...links]
    .sort((a, b) => order(a.contactPointId, b.contactPointId) || order(a.customerId, b.customerId))
    .map((link) => ({
      id: work.nextId(),
      contact_point_id: link.contactPointId,
      customer_id: link.customerId,
      verified_by: link.verifiedBy,
      said_by: link.saidBy,
      shared: link.shared,
      since: work.at,
    }));
  const inserted = work.tx
    .insertInto('contact_point_link')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['contact_point_id', 'customer_id'])
        .where('until', 'is', null)
        .doUpdateSet((eb) => ({
          verified_by: eb.fn.coalesce('contact_point_link.verified_by', 'excluded.verified_by'),
        })),
    );
  await withNext(work.tx, sql`${inserted}`);
}

export type NewSuggestion = { readonly a: string; readonly b: string; readonly reason: string; readonly score: number };

/** Keeps what speaks for two records being one person; what people decided about them stays decided. */
export async function addSuggestions(work: Work, suggestions: readonly NewSuggestion[]): Promise<void> {
  const pairs = new Map<string, { a: string; b: string; reasons: Set<string>; score: number }>();
  for (const { a, b, reason, score } of suggestions) {
    const [low, high] = a < b ? [a, b] : [b, a];
    const pair = pairs.get(low + high) ?? { a: low, b: high, reasons: new Set(), score: 0 };
    pair.reasons.add(reason);
    pair.score = Math.max(pair.score, score);
    pairs.set(low + high, pair);
  }
  // Two records of one thread need no suggestion, and what was decided about two threads is decided for good ([ID2]).
  for (const pair of [...pairs.values()].sort((x, y) => order(x.a + x.b, y.a + y.b))) {
    await withNext(
      work.tx,
      sql`
      insert into identity_suggestion (id, customer_a, customer_b, reasons, score, created_at)
      select ${work.nextId()}::uuid, a.id, b.id, ${[...pair.reasons].sort()}::text[], ${pair.score}::int, ${work.at}::timestamptz
      from customer a, customer b where a.id = ${pair.a} and b.id = ${pair.b} and ${undecided}
      on conflict (customer_a, customer_b) do update set
        reasons = (select array_agg(distinct r order by r) from unnest(identity_suggestion.reasons || excluded.reasons) r),
        score = greatest(identity_suggestion.score, excluded.score)
      where not identity_suggestion.reasons @> excluded.reasons or identity_suggestion.score < excluded.score`,
    );
  }
}
