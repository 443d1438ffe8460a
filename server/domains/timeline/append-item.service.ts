import type { Query } from '#server/db/handle.ts';
import { withNext } from '#server/db/together.ts';
import { projectConsent } from '#server/domains/consent/consent.repository.ts';
import { itemWords } from '#server/domains/search/item-words.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import { maskFreeText } from '#shared/domain/sensitive.ts';
import { AHEAD_LIMIT_MS, type TimelineItem } from '#shared/domain/timeline-item.ts';
import { storable } from '#shared/lib/storable.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { type Appended, type Given, itemInserted, type NewItem } from './timeline.repository.ts';

/**
 * Appends one item to a customer's thread, the only way onto it ([TL1]). Masks card numbers and My Number ([PR4]),
 * refuses times more than five minutes ahead ([TL4]), gives seq and version in this transaction ([TL2]) and tells
 * followers after the commit. The caller has locked the customer.
 */
export async function appendItem<K extends ItemKind>(work: Work, item: NewItem<K>): Promise<TimelineItem> {
  const { statement, appended } = itemToAppend(work, item);
  const { rows } = await statement.execute(work.tx);
  if (rows[0] === undefined) throw new Error(`no customer ${item.customerId}`);
  const stored = appended(rows[0]);
  if (stored.kind === 'consent') {
    await projectConsent(work, { customerId: item.customerId, itemId: stored.id, since: item.occurredAt }, stored.data);
  }
  return stored;
}

/**
 * As appendItem, with the next statement: the item has its `seq` when that is answered, and none before. A consent goes at once,
 * for what is known of the customer follows from it.
 */
export async function appendWithNext<K extends ItemKind>(work: Work, item: NewItem<K>): Promise<TimelineItem> {
  if (item.kind === 'consent') return appendItem(work, item);
  const { statement, appended, stored } = itemToAppend(work, item);
  await withNext(work.tx, statement, ([at]) => {
    if (at === undefined) throw new Error(`no customer ${item.customerId}`);
    appended(at);
  });
  return stored;
}

/** Of an item that the database has not been told of yet; no item ever has it. */
const NO_SEQ = Number.NaN;

/** An item on its way: `appended` is told where it came to stand, and tells followers after the commit. */
export type Appending = {
  readonly statement: Query<Appended>;
  readonly appended: (at: Appended) => TimelineItem;
  /** The same item, without its seq until `appended` is told. */
  readonly stored: TimelineItem;
};

/** The same as a statement of something larger, with what happens in it before the item; not for consents. */
export function itemToAppend<K extends ItemKind>(work: Work, item: NewItem<K>, given: Given | null = null): Appending {
  if (item.occurredAt.getTime() > work.at.getTime() + AHEAD_LIMIT_MS) {
    throw new AppError('future_date', { details: { found: item.occurredAt.toISOString() } });
  }
  const safe = { ...item, data: storable(maskFreeText(item.data)) };
  const id = work.nextId();
  const words = itemWords(safe.kind, safe.data);
  const stored = asTimelineItem(work, id, NO_SEQ, safe);
  return {
    stored,
    statement: itemInserted(work, { id, item: safe, words }, given),
    appended({ seq, version }) {
      Object.assign(stored, { seq });
      work.changes.push({
        to: 'topic',
        topic: customerTopic(item.customerId),
        version,
        at: work.at,
        event: { type: 'item_added', seq },
        item: stored,
      });
      return stored;
    },
  };
}

function asTimelineItem(work: Work, id: string, seq: number, item: NewItem): TimelineItem {
  return {
    id,
    customerId: item.customerId,
    seq,
    kind: item.kind,
    channel: item.channel,
    direction: item.direction,
    visibility: item.visibility,
    ...(item.conversationId === undefined ? {} : { conversationId: item.conversationId }),
    ...(item.sessionId === undefined ? {} : { sessionId: item.sessionId }),
    occurredAt: item.occurredAt.toISOString(),
    receivedAt: work.at.toISOString(),
    author: item.author,
    historical: item.historical ?? false,
    ...(item.corrects === undefined ? {} : { corrects: item.corrects }),
    data: item.data,
  } as TimelineItem; // kind and data came in as a pair
}
