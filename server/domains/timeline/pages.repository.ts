import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemRow } from './item-rows.ts';

/** Columns and join for `timeline_item i`. */
export const itemColumns = sql`
  i.id, i.customer_id, i.seq, i.kind, i.channel, i.direction, i.visibility, i.audience, i.conversation_id, i.session_id,
  i.occurred_at, i.received_at, i.author, i.historical, i.corrects, i.data,
  d.state as delivery_state, d.at as delivery_at, d.reason as delivery_reason`;
export const itemTables = sql`timeline_item i left join delivery d on d.item_id = i.id`;

/** A place in a thread; `customerId` says which record's item it is, and the least one stands for before all of them. */
export type Place = { readonly occurredAt: Date; readonly customerId: string; readonly seq: number };
export type Stretch = {
  /** The records that the thread is made of, at least one ([ID3]). */
  readonly members: readonly string[];
  readonly channels?: readonly Channel[] | undefined;
  /** Only what was there at some time. */
  readonly until?: Until | undefined;
  readonly limit: number;
};

/**
 * Up to where each record had come by a time. Nothing happens more than five minutes after it is received ([TL4]), so
 * `before` bounds what an index has to walk, however much came since.
 */
export type Until = { readonly upTo: Readonly<Record<string, number>>; readonly before: Date };

/**
 * The statement that reads the newest items of a record that stands alone, the newest first. The limit is part of its text,
 * so that its kept plan is made for a page; there are few sizes of pages.
 */
export const newestItems = (customerId: string, limit: number): RawBuilder<ItemRow> => sql`${PREPARED}
  select ${itemColumns} from ${itemTables} where i.customer_id = ${customerId}
  order by i.occurred_at desc, i.seq desc limit ${sql.lit(limit)}`;

/**
 * Up to `limit` items before a place, newest last; from the very newest when `before` is null. One index range read,
 * the same cost at any length ([TL6]).
 */
export async function itemsBefore(db: ReadDb, s: Stretch, before: Place | null): Promise<ItemRow[]> {
  if (s.members.length > 1) return (await itemsOfSet(db, s, before, 'back')).reverse();
  const bound = before === null ? sql`` : sql`and (i.occurred_at, i.seq) < (${before.occurredAt}, ${before.seq})`;
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables} where i.customer_id = ${s.members[0]} ${within(s)} ${bound}
    order by i.occurred_at desc, i.seq desc limit ${s.limit}`.execute(db);
  return rows.reverse();
}

/** Up to `limit` items after a place, oldest first; `inclusive` takes the place itself too. */
export async function itemsAfter(db: ReadDb, s: Stretch, after: Place | null, inclusive = false): Promise<ItemRow[]> {
  const edge = inclusive ? sql`>=` : sql`>`;
  if (s.members.length > 1) return itemsOfSet(db, s, after, inclusive ? 'on_from' : 'on');
  const bound = after === null ? sql`` : sql`and (i.occurred_at, i.seq) ${edge} (${after.occurredAt}, ${after.seq})`;
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables} where i.customer_id = ${s.members[0]} ${within(s)} ${bound}
    order by i.occurred_at, i.seq limit ${s.limit}`.execute(db);
  return rows;
}

type Way = 'back' | 'on' | 'on_from';
const WAYS = {
  back: { edge: sql`<`, time: sql`<=`, dir: sql`desc` },
  on: { edge: sql`>`, time: sql`>=`, dir: sql`asc` },
  on_from: { edge: sql`>=`, time: sql`>=`, dir: sql`asc` },
} as const satisfies Record<Way, unknown>;

/**
 * The same over several records: as many of each as are asked for, one index range read each, then the first of them all
 * in the order of the screen ([TL4]). The bare time comes first in the condition, for it is what the index can walk.
 */
async function itemsOfSet(db: ReadDb, s: Stretch, place: Place | null, way: Way): Promise<ItemRow[]> {
  const { edge, time, dir } = WAYS[way];
  const bound =
    place === null
      ? sql``
      : sql`and i.occurred_at ${time} ${place.occurredAt} and (i.occurred_at, i.customer_id, i.seq) ${edge}
          (${place.occurredAt}::timestamptz, ${place.customerId}::uuid, ${place.seq}::bigint)`;
  const { rows } = await sql<ItemRow>`
    select found.* from unnest(${s.members}::uuid[]) as member (id) cross join lateral (
      select ${itemColumns} from ${itemTables} where i.customer_id = member.id ${within(s)} ${bound}
      order by i.occurred_at ${dir}, i.seq ${dir} limit ${s.limit}) found
    order by occurred_at ${dir}, customer_id ${dir}, seq ${dir} limit ${s.limit}`.execute(db);
  return rows;
}

/** Where an item stands, or null. */
export async function placeOf(db: ReadDb, customerId: string, seq: number): Promise<Place | null> {
  const { rows } = await sql<{ occurredAt: Date }>`
    select occurred_at as "occurredAt" from timeline_item where customer_id = ${customerId} and seq = ${seq}`.execute(
    db,
  );
  return rows[0] === undefined ? null : { occurredAt: rows[0].occurredAt, customerId, seq };
}

const within = (s: Stretch) => sql`${onChannels(s.channels)} ${upTo(s.until)}`;

const upTo = (until: Until | undefined) =>
  until === undefined
    ? sql``
    : sql`and i.occurred_at <= ${until.before} and i.seq <= coalesce((${JSON.stringify(until.upTo)}::jsonb
        ->> i.customer_id::text)::bigint, 0)`;

const onChannels = (channels: readonly Channel[] | undefined) =>
  channels === undefined || channels.length === 0 ? sql`` : sql`and i.channel = any(${channels}::text[])`;
