import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer } from '#shared/domain/customer.ts';
import { compareItems, isHidden, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';
import type { ThreadPage } from '#shared/wire/queries/thread.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';

/** Newest seq each side has read, by conversation. */
export type ReadMarks = Readonly<Record<string, { readonly customer?: number; readonly agent?: number }>>;

/** A hidden item has no time of its own; it keeps the place it had in its page ([TL5]). */
type Entry = {
  readonly occurredAt: string;
  readonly customerId: string;
  readonly seq: number;
  readonly item: MaybeHiddenItem;
};

/** One customer's thread as far as it is loaded: a stretch without holes, and what is known of its ends. */
export type ThreadState = {
  readonly customerId: string;
  readonly customer: Customer | null;
  /** The records that the thread is made of, the opened one among them ([ID3]). */
  readonly members: readonly string[];
  readonly channels: readonly Channel[];
  readonly entries: readonly Entry[];
  /** The same as `entries`, for the screen. */
  readonly items: readonly MaybeHiddenItem[];
  readonly older: boolean;
  readonly newer: boolean;
  /** Newest seq of the record that was heard of, hidden ones and those outside the stretch too. */
  readonly lastSeq: number;
  /** Items that came while the stretch did not reach the newest end. */
  readonly arrived: number;
  readonly readMarks: ReadMarks;
};

export const emptyThread = (customerId: string): ThreadState => ({
  customerId,
  customer: null,
  members: [customerId],
  channels: [],
  entries: [],
  items: [],
  older: false,
  newer: false,
  lastSeq: 0,
  arrived: 0,
  readMarks: {},
});

const EARLIEST = '1970-01-01T00:00:00.000Z';

/** Gives hidden items the time of the item before them, so that they stay where the hub put them. */
function entriesOf(items: readonly MaybeHiddenItem[], before: string): Entry[] {
  let at = before;
  return items.map((item) => {
    if (!isHidden(item)) at = item.occurredAt;
    return { occurredAt: at, customerId: item.customerId, seq: item.seq, item };
  });
}

const keyOf = (e: { customerId: string; seq: number }): string => `${e.customerId}:${e.seq}`;

function merge(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const byKey = new Map(a.map((entry) => [keyOf(entry), entry]));
  for (const entry of b) byKey.set(keyOf(entry), keepDelivery(byKey.get(keyOf(entry)), entry));
  return [...byKey.values()].sort(compareItems);
}

/** A push may overtake a page: a page read before a delivery mark must not take the mark back. */
function keepDelivery(known: Entry | undefined, entry: Entry): Entry {
  if (known === undefined || isHidden(known.item) || isHidden(entry.item)) return entry;
  const mark = known.item.delivery;
  if (mark === undefined || (entry.item.delivery?.at ?? '') >= mark.at) return entry;
  return { ...entry, item: { ...entry.item, delivery: mark } };
}

const withEntries = (state: ThreadState, entries: readonly Entry[], rest: Partial<ThreadState> = {}): ThreadState => ({
  ...state,
  ...rest,
  entries,
  items: entries.map((entry) => entry.item),
  lastSeq: entries.reduce(
    (last, entry) => (entry.customerId === state.customerId ? Math.max(last, entry.seq) : last),
    rest.lastSeq ?? state.lastSeq,
  ),
});

/** A page that is not joined to what is loaded takes its place: opening, a jump, another channel filter. */
export function pageReplaced(state: ThreadState, page: ThreadPage, channels: readonly Channel[] = []): ThreadState {
  return withEntries(state, entriesOf(page.items, EARLIEST), {
    older: page.older,
    newer: page.newer,
    channels,
    arrived: page.newer ? state.arrived : 0,
  });
}

/** Who the customer is, as the hub has just said. */
export function customerOpened(state: ThreadState, customer: Customer): ThreadState {
  const members = customer.members?.map(({ id }) => id) ?? [state.customerId];
  const same = members.length === state.members.length && members.every((id) => state.members.includes(id));
  return {
    ...state,
    customer,
    members: same ? state.members : members,
    lastSeq: Math.max(state.lastSeq, customer.lastSeq),
  };
}

/** A page before the stretch. */
export function pageBefore(state: ThreadState, page: ThreadPage): ThreadState {
  return withEntries(state, merge(state.entries, entriesOf(page.items, EARLIEST)), { older: page.older });
}

/** A page after the stretch. */
export function pageAfter(state: ThreadState, page: ThreadPage): ThreadState {
  const last = state.entries.at(-1)?.occurredAt ?? EARLIEST;
  return withEntries(state, merge(state.entries, entriesOf(page.items, last)), {
    newer: page.newer,
    arrived: page.newer ? state.arrived : 0,
  });
}

/**
 * One event of `customer:ID`, of any record of the thread ([ID3]). Items take their place by time, late ones too ([TL4]);
 * applying one twice changes nothing.
 */
export function applyThreadEvent(state: ThreadState, event: TopicEvent, customerId = state.customerId): ThreadState {
  switch (event.type) {
    case 'item_added':
      return itemAdded(state, event.item);
    case 'delivery_changed':
      return changeItem(state, event, (item) => ({ ...item, delivery: event.delivery }));
    case 'item_redacted':
      return changeItem(state, event, (item) => ({ customerId: item.customerId, seq: item.seq, hidden: true }));
    case 'read_marked':
      return readMarked(state, event, customerId);
    default:
      return state;
  }
}

function itemAdded(state: ThreadState, item: MaybeHiddenItem): ThreadState {
  const lastSeq = item.customerId === state.customerId ? Math.max(state.lastSeq, item.seq) : state.lastSeq;
  const heard = { ...state, lastSeq };
  if (state.entries.some((entry) => entry.seq === item.seq && entry.customerId === item.customerId)) return heard;
  if (state.channels.length > 0 && (isHidden(item) || !state.channels.includes(item.channel))) return heard;
  const last = state.entries.at(-1);
  const [entry] = entriesOf([item], last?.occurredAt ?? EARLIEST);
  const first = state.entries[0];
  if (entry === undefined) return heard;
  if (state.newer && last !== undefined && compareItems(entry, last) > 0)
    return { ...heard, arrived: state.arrived + 1 };
  if (state.older && first !== undefined && compareItems(entry, first) < 0) return heard;
  return withEntries(heard, insert(state.entries, entry));
}

/** Nearly always at the end, so the place is looked for from there. */
function insert(entries: readonly Entry[], entry: Entry): Entry[] {
  let index = entries.length;
  while (index > 0) {
    const before = entries[index - 1];
    if (before === undefined || compareItems(before, entry) <= 0) break;
    index -= 1;
  }
  return [...entries.slice(0, index), entry, ...entries.slice(index)];
}

type Place = { readonly customerId: string; readonly seq: number };

function changeItem(
  state: ThreadState,
  at: Place,
  change: (item: Exclude<MaybeHiddenItem, { hidden: true }>) => MaybeHiddenItem,
): ThreadState {
  const index = state.entries.findIndex((entry) => entry.seq === at.seq && entry.customerId === at.customerId);
  const entry = state.entries[index];
  if (entry === undefined || isHidden(entry.item)) return state;
  const entries = [...state.entries];
  entries[index] = { ...entry, item: change(entry.item) };
  return withEntries(state, entries);
}

type ReadMarked = Extract<TopicEvent, { type: 'read_marked' }>;

/** A customer's mark also says that what we sent up to it was read; the hub tells no further event for those items. */
function readMarked(state: ThreadState, { conversationId, by, seq, at }: ReadMarked, customerId: string): ThreadState {
  const marks = state.readMarks[conversationId] ?? {};
  if ((marks[by] ?? 0) >= seq) return state;
  const marked = { ...state, readMarks: { ...state.readMarks, [conversationId]: { ...marks, [by]: seq } } };
  if (by === 'agent') return marked;
  const isRead = ({ item }: Entry): boolean =>
    !isHidden(item) &&
    item.customerId === customerId &&
    item.conversationId === conversationId &&
    item.seq <= seq &&
    item.delivery !== undefined &&
    item.delivery.state !== 'read' &&
    item.delivery.state !== 'failed';
  const read = (entry: Entry): Entry => ({
    ...entry,
    item: { ...entry.item, delivery: { state: 'read', at } } as TimelineItem,
  });
  return withEntries(
    marked,
    state.entries.map((entry) => (isRead(entry) ? read(entry) : entry)),
  );
}

/**
 * Conversations by id; of two states of one, the later owner’s is kept. Of one owner’s, what its topic has just told
 * (`isTold`), for a topic tells in order whatever the hub’s clock says; an answer, which may have been overtaken, only
 * when its last item is not the older one.
 */
export function mergeConversations(
  known: ReadonlyMap<string, Conversation>,
  news: readonly Conversation[],
  { isTold = false }: { readonly isTold?: boolean } = {},
): ReadonlyMap<string, Conversation> {
  const merged = new Map(known);
  for (const conversation of news) {
    const before = merged.get(conversation.id);
    if (before === undefined || !isOlder(conversation, before, isTold)) merged.set(conversation.id, conversation);
  }
  return merged;
}

function isOlder(conversation: Conversation, before: Conversation, isTold: boolean): boolean {
  if (conversation.epoch !== before.epoch) return conversation.epoch < before.epoch;
  return !isTold && conversation.lastItemAt < before.lastItemAt;
}
