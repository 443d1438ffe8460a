import type { Deps } from '#server/deps.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import { isWithinReach } from '#server/domains/topics/catch-up.service.ts';
import { eventsAfter, readHeads } from '#server/domains/topics/heads.repository.ts';
import { AppError } from '#server/errors.ts';
import { itemForVisitor } from '#shared/domain/item-for-visitor.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { type Cursor, customerTopic, type Head } from '#shared/wire/topic.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { type Place, visitorItems, visitorItemsAt, visitorReads } from './history.repository.ts';

type Visitor = { readonly customerId: string; readonly contactPointId: string };

/** More events than this and the newest page takes the place of what was loaded. */
const MOST_SINCE = 500;

/** A page of what the visitor said and was told; nothing of the customer's other conversations, and nothing internal. */
export async function visitorHistory(
  { db }: Pick<Deps, 'db'>,
  visitor: Visitor,
  ask: { readonly before?: string | undefined; readonly since?: string | undefined; readonly limit: number },
): Promise<VisitorHistory> {
  const topic = customerTopic(visitor.customerId);
  const head = (await readHeads(db, [topic])).get(topic);
  if (head === undefined) throw new AppError('not_found');
  const before = ask.before === undefined ? null : parsePlace(ask.before);
  const rows = await visitorItems(db, visitor.contactPointId, before, ask.limit + 1);
  const read = await visitorReads(db, visitor.contactPointId, visitor.customerId);
  const items = rows
    .slice(0, ask.limit)
    .reverse()
    .map((row) => itemForVisitor(asItem(row)));
  const oldest = items[0];
  const more = rows.length > ask.limit && oldest !== undefined;
  const added = ask.since === undefined ? null : await addedSince(db, visitor, head, parseCursor(ask.since));
  return {
    items,
    head,
    read,
    ...(added === null ? {} : { added }),
    ...(more ? { before: placeOf(oldest) } : {}),
  };
}

/**
 * What was added after a cursor, however it is dated: an item that came late, or by a hub whose clock is behind, does not
 * stand on the newest page. Null when not all of it can be told.
 */
async function addedSince(
  db: Deps['db'],
  visitor: Visitor,
  head: Head,
  cursor: Cursor,
): Promise<TimelineItem[] | null> {
  if (!isWithinReach(cursor, head)) return null;
  const { rows: events } = await eventsAfter(head.topic, cursor.version, MOST_SINCE).execute(db);
  if (events.length < head.version - cursor.version) return null;
  const seqs = events.flatMap(({ event }) => (event.type === 'item_added' ? [event.seq] : []));
  return (await visitorItemsAt(db, visitor, seqs)).map((row) => itemForVisitor(asItem(row)));
}

function parseCursor(text: string): Cursor {
  const [, generation, version] = /^([\w-]{1,64})_(\d{1,15})$/.exec(text) ?? [];
  if (generation === undefined) throw new AppError('invalid', { details: { reason: 'since: not a place of a topic' } });
  return { generation, version: Number(version) };
}

const placeOf = (item: TimelineItem): string => `${item.occurredAt}_${item.customerId}_${item.seq}`;

function parsePlace(text: string): Place {
  const [, occurredAt, customerId, seq] = /^([\d:.TZ-]{20,30})_([0-9a-f-]{36})_(\d{1,15})$/.exec(text) ?? [];
  if (occurredAt === undefined || customerId === undefined || Number.isNaN(Date.parse(occurredAt))) {
    throw new AppError('invalid', { details: { reason: 'before: not a place this hub gave' } });
  }
  return { occurredAt, customerId, seq: Number(seq) };
}
