import type { Deps } from '#server/deps.ts';
import { itemFor } from '#server/domains/timeline/item-rows.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import { catchUp, isNews } from '#shared/domain/catch-up.ts';
import { isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';
import type { Reader } from '#shared/domain/visibility.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { itemsSince, seenOf } from './seen.repository.ts';

/** More than this is told as the first of it. */
const ITEMS_READ = 1000;

/**
 * What happened on a thread since this reader last saw it, or since a snapshot that they give ([HO3]): across channels and
 * over all its records, what they may read, their own acts left out. A record that joined the thread since is no news.
 */
export async function threadSince(
  { db }: Pick<Deps, 'db'>,
  reader: Reader,
  members: readonly string[],
  given: Snapshot | undefined,
): Promise<QueryOutput<'thread.since'>> {
  const seen = await seenOf(db, reader.id, members);
  const asked = given ?? seen?.snapshot;
  if (asked === undefined) return { lines: [], count: 0 };
  const since = Object.fromEntries(Object.entries(asked).filter(([id]) => members.includes(id)));
  const rows = await itemsSince(db, since, ITEMS_READ);
  const items = rows.map((row) => itemFor(reader, row)).filter((item): item is TimelineItem => !isHidden(item));
  const news = items.filter((item) => isNews(item, reader.id));
  const [first] = news;
  return {
    since,
    ...(seen !== null && { lastSeenAt: seen.at.toISOString() }),
    lines: catchUp(news, reader.id),
    count: news.length,
    ...(first !== undefined && { first: { customerId: first.customerId, seq: first.seq } }),
  };
}
