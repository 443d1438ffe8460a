import type { ReadDb } from '#server/db/handle.ts';
import { asCall } from '#server/domains/calls/call-view.ts';
import { type CallRecord, callsById } from '#server/domains/calls/calls.repository.ts';
import { asConversation, findConversations } from '#server/domains/conversations/conversations.repository.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { handoffsById } from '#server/domains/handoffs/handoffs.repository.ts';
import { asItem, type ItemRow } from '#server/domains/timeline/item-rows.ts';
import type { TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';
import { mayReadItem, type Reader } from '#shared/domain/visibility.ts';
import type { Topic } from '#shared/wire/topic.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { Change, StoredEvent } from './change.ts';
import { itemsAt } from './heads.repository.ts';

export type TopicChange = Omit<Extract<Change, { to: 'topic' }>, 'to'>;

/** An event as somebody with every right would read it, and what decides who that is. */
export type WholeEvent = {
  readonly event: TopicEvent;
  /** Of the item it is about; null when it is about none. */
  readonly guard: { readonly visibility: Visibility; readonly audience: readonly string[] | null } | null;
  /** The conversation it belongs to, as far as known: visitors read only their own. */
  readonly conversationId: string | null;
  readonly channel: string | null;
};

const HIDDEN: TopicEvent = { type: 'hidden' };
const NOBODYS: WholeEvent = { event: HIDDEN, guard: null, conversationId: null, channel: null };

/**
 * What stored events look like now, read together in a few queries however many they are. In the order given. What no
 * longer exists is `hidden`, so that no version is missing.
 */
export async function hydrate(db: ReadDb, changes: readonly TopicChange[]): Promise<WholeEvent[]> {
  const [items, conversations, rows, handoffs, calls] = await Promise.all([
    itemsAt(db, changes.flatMap(itemPlace)),
    findConversations(
      db,
      unique(changes.flatMap(({ event }) => (event.type === 'conversation_changed' ? [event.conversationId] : []))),
    ),
    inboxRows(
      db,
      unique(changes.flatMap(({ event }) => (event.type === 'rows_changed' ? [event.conversationId] : []))),
    ),
    handoffsById(
      db,
      unique(
        changes.flatMap(({ event }) =>
          event.type === 'handoff_changed' || event.type === 'offer_changed' ? [event.handoffId] : [],
        ),
      ),
    ),
    callsById(db, unique(changes.flatMap(({ event }) => (event.type === 'call_changed' ? [event.callId] : [])))),
  ]);
  const callBy = new Map(calls.map((record) => [record.id, record]));
  const itemBy = new Map(items.map((row) => [`${row.customer_id}:${row.seq}`, row]));
  const conversationBy = new Map(conversations.map((record) => [record.id, record]));
  const rowBy = new Map(rows.map((row) => [row.conversationId, row]));
  const handoffBy = new Map(handoffs.map((record) => [record.id, record]));

  function whole({ topic, event, item: fresh }: TopicChange): WholeEvent {
    const owner = idOf(topic);
    switch (event.type) {
      case 'item_added':
      case 'delivery_changed':
        return aboutItem(event, itemBy.get(`${owner}:${event.seq}`), fresh);
      case 'item_redacted':
        return open({ type: 'item_redacted', customerId: owner, seq: event.seq });
      case 'customer_changed':
      case 'thread_changed':
        return open({ type: event.type, customerId: owner });
      case 'read_marked':
        return { ...open(event), conversationId: event.conversationId };
      case 'conversation_changed': {
        const record = conversationBy.get(event.conversationId);
        return record === undefined
          ? NOBODYS
          : {
              ...open({ type: 'conversation_changed', conversation: asConversation(record) }),
              conversationId: record.id,
            };
      }
      case 'rows_changed': {
        const row = rowBy.get(event.conversationId);
        const holds = row !== undefined && row.owner.id === owner;
        return open({ type: 'rows_changed', rows: holds ? [row] : [], gone: holds ? [] : [event.conversationId] });
      }
      case 'handoff_changed':
      case 'offer_changed': {
        const record = handoffBy.get(event.handoffId);
        return record === undefined ? NOBODYS : open({ type: event.type, handoff: asHandoff(record) });
      }
      case 'call_changed':
        return aboutCall(topic, callBy.get(event.callId));
    }
  }
  return changes.map(whole);
}

/** Only on its holder's own list does the number stand in full ([PR4]). */
function aboutCall(topic: Topic, record: CallRecord | undefined): WholeEvent {
  if (record === undefined) return NOBODYS;
  const reader = topic.startsWith('inbox:') ? idOf(topic) : null;
  return open({ type: 'call_changed', call: asCall(record, reader) });
}

function aboutItem(
  event: Extract<StoredEvent, { type: 'item_added' | 'delivery_changed' }>,
  row: ItemRow | undefined,
  fresh: TimelineItem | undefined,
): WholeEvent {
  if (row === undefined) return fresh === undefined ? NOBODYS : freshItem(fresh);
  const item = asItem(row);
  const about = {
    guard: { visibility: row.visibility, audience: row.audience },
    conversationId: row.conversation_id,
    channel: row.channel,
  };
  if (event.type === 'item_added') return { event: { type: 'item_added', item }, ...about };
  if (item.delivery === undefined) return NOBODYS;
  const { customerId, seq, delivery } = item;
  return { event: { type: 'delivery_changed', customerId, seq, delivery }, ...about };
}

/** A change that already carries all there is to tell; null when something has to be read first. */
export function alreadyWhole({ item }: TopicChange): WholeEvent | null {
  return item === undefined || item.visibility === 'private' ? null : freshItem(item);
}

function freshItem(item: NonNullable<TopicChange['item']>): WholeEvent {
  return {
    event: { type: 'item_added', item },
    guard: { visibility: item.visibility, audience: null },
    conversationId: item.conversationId ?? null,
    channel: item.channel,
  };
}

const open = (event: TopicEvent): WholeEvent => ({ event, guard: null, conversationId: null, channel: null });

/** True when every agent who follows reads the same of it. */
export const isForEveryAgent = ({ guard }: WholeEvent): boolean =>
  guard === null || guard.visibility === 'customer' || guard.visibility === 'internal';

/** The event as one agent may read it: in full, or only its place ([TL5]). */
export function eventForAgent(reader: Reader, whole: WholeEvent): TopicEvent {
  return whole.guard === null || mayReadItem(reader, whole.guard) ? whole.event : hiddenEvent(whole);
}

export function hiddenEvent({ event }: WholeEvent): TopicEvent {
  if (event.type !== 'item_added') return HIDDEN;
  return { type: 'item_added', item: { customerId: event.item.customerId, seq: event.item.seq, hidden: true } };
}

/**
 * The event as a visitor may read it. `own` says whether a conversation is one of the visitor's: what was said there to
 * them or by them, how far it got, and who has read what. All else is hidden, its place too ([TL5], [PR5]).
 */
export function eventForVisitor(
  whole: WholeEvent,
  own: (conversationId: string, channel: string | null) => boolean,
): TopicEvent {
  const { event, guard, conversationId, channel } = whole;
  const mine = conversationId !== null && own(conversationId, channel);
  switch (event.type) {
    case 'item_added':
    case 'delivery_changed':
      return mine && guard?.visibility === 'customer' ? event : HIDDEN;
    case 'read_marked':
      return mine ? event : HIDDEN;
    case 'item_redacted':
      return event;
    default:
      return HIDDEN;
  }
}

/** The id in `customer:ID`, `inbox:ID` or `team:ID`. */
export const idOf = (topic: Topic): string => topic.slice(topic.indexOf(':') + 1);

function itemPlace({ topic, event, item }: TopicChange): { customerId: string; seq: number }[] {
  const needed =
    event.type === 'delivery_changed' ||
    (event.type === 'item_added' && (item === undefined || item.visibility === 'private'));
  return needed ? [{ customerId: idOf(topic), seq: event.seq }] : [];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
