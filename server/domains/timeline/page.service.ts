import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { AsOf } from '#shared/domain/moment.ts';
import type { Reader } from '#shared/domain/visibility.ts';
import type { ThreadPage } from '#shared/wire/queries/thread.ts';
import type { QueryParsed } from '#shared/wire/queries.ts';
import { untilOf } from './as-of.repository.ts';
import { type ItemRow, itemFor } from './item-rows.ts';
import { itemsAfter, itemsBefore, type Place, placeOf, type Stretch } from './pages.repository.ts';

type From = QueryParsed<'timeline.page'>['from'];
type Ask = {
  readonly customerId: string;
  /** The records of that customer's thread ([ID3]); the customer's own alone without them. */
  readonly members?: readonly string[];
  readonly from: From;
  readonly channels?: readonly Channel[] | undefined;
  /** The thread as it was then. */
  readonly asOf?: AsOf | undefined;
  readonly limit: number;
};

/**
 * One page of a thread, ascending by place ([TL4]). One more row than asked for is read at each open end to know whether
 * there is more, so that no page needs a count ([TL6]).
 */
export async function threadPage(deps: Pick<Deps, 'db'>, reader: Reader, ask: Ask): Promise<ThreadPage> {
  const members = ask.members ?? [ask.customerId];
  const until = ask.asOf === undefined ? undefined : await untilOf(deps.db, members, ask.asOf);
  const stretch: Stretch = { members, channels: ask.channels, until, limit: ask.limit + 1 };
  switch (ask.from.at) {
    case 'newest':
      return backward(reader, await itemsBefore(deps.db, stretch, null), ask.limit, false);
    case 'before':
      return backward(reader, await itemsBefore(deps.db, stretch, placeFrom(ask.from.position)), ask.limit, true);
    case 'oldest':
      return forward(reader, await itemsAfter(deps.db, stretch, null), ask.limit, false);
    case 'after':
      return forward(reader, await itemsAfter(deps.db, stretch, placeFrom(ask.from.position)), ask.limit, true);
    case 'date':
      return around(deps, reader, stretch, { occurredAt: new Date(ask.from.date), customerId: FIRST, seq: 0 });
    case 'item': {
      const place = await placeOf(deps.db, ask.customerId, ask.from.seq);
      if (place === null) throw new AppError('not_found');
      return around(deps, reader, stretch, place);
    }
  }
}

/** The newest page of a record that stands alone, from its newest items, the newest first, one more than the page. */
export const newestPage = (reader: Reader, newestFirst: readonly ItemRow[], limit: number): ThreadPage =>
  backward(reader, newestFirst.toReversed(), limit, false);

/** Before every record at one instant. */
const FIRST = '00000000-0000-0000-0000-000000000000';

const placeFrom = (position: { occurredAt: string; customerId: string; seq: number }): Place => ({
  occurredAt: new Date(position.occurredAt),
  customerId: position.customerId,
  seq: position.seq,
});

function backward(reader: Reader, rows: ItemRow[], limit: number, newer: boolean): ThreadPage {
  const older = rows.length > limit;
  return pageOf(reader, older ? rows.slice(1) : rows, { older, newer });
}

function forward(reader: Reader, rows: ItemRow[], limit: number, older: boolean): ThreadPage {
  const newer = rows.length > limit;
  return pageOf(reader, newer ? rows.slice(0, limit) : rows, { older, newer });
}

function pageOf(reader: Reader, rows: readonly ItemRow[], more: { older: boolean; newer: boolean }): ThreadPage {
  const [first, last] = [rows[0], rows.at(-1)];
  const items = rows.map((row) => itemFor(reader, row));
  if (first === undefined || last === undefined) return { items, ...more };
  return { items, ...more, first: positionOf(first), last: positionOf(last) };
}

const positionOf = (row: ItemRow) => ({
  occurredAt: row.occurred_at.toISOString(),
  customerId: row.customer_id,
  seq: row.seq,
});

/** A third of the page before the place for context, the rest from it on; the stretch asks for one more than the page. */
async function around(deps: Pick<Deps, 'db'>, reader: Reader, stretch: Stretch, place: Place): Promise<ThreadPage> {
  const limit = stretch.limit - 1;
  const back = Math.floor(limit / 3);
  const [before, after] = await Promise.all([
    itemsBefore(deps.db, { ...stretch, limit: back + 1 }, place),
    itemsAfter(deps.db, { ...stretch, limit: limit - back + 1 }, place, true),
  ]);
  const older = before.length > back;
  const newer = after.length > limit - back;
  const rows = [...(older ? before.slice(1) : before), ...after.slice(0, limit - back)];
  return pageOf(reader, rows, { older, newer });
}
