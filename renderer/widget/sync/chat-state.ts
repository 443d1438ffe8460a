import type { MaybeHiddenItem, TimelineItem } from '#shared/domain/timeline-item.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';

export type Message = Extract<TimelineItem, { kind: 'message' }>;

/** What the customer may read of the own thread, in order, without gaps between the oldest loaded and the newest. */
export type ChatState = {
  readonly messages: readonly Message[];
  /** Whose record it is now; items of before an identity became known may stand on another ([ID3]). */
  readonly customerId: string | null;
  /** Where the page before the oldest is to be had, when there is one. */
  readonly before: string | undefined;
  /** The customer's words up to here were read by us. */
  readonly agentReadSeq: number;
  /** Our words up to here were read by the customer. */
  readonly ownReadSeq: number;
  readonly redacted: ReadonlySet<number>;
};

export const NO_CHAT: ChatState = {
  messages: [],
  customerId: null,
  before: undefined,
  agentReadSeq: 0,
  ownReadSeq: 0,
  redacted: new Set(),
};

type Page = Pick<VisitorHistory, 'items' | 'before'>;

/** A page before the oldest. */
export const prepend = (state: ChatState, page: Page): ChatState => ({
  ...withItems(state, page),
  before: page.before,
});

/** The newest page takes the place of all there was. */
export const replaceWith = (state: ChatState, page: Page): ChatState => prepend({ ...state, messages: [] }, page);

/** The newest page and all that was added since what is loaded, beside it: nothing lies between them ([SY3]). */
export const mergeNewest = (state: ChatState, page: Page, added: Page['items']): ChatState =>
  withItems(withItems(state, page), { items: added });

const withItems = (state: ChatState, page: Page): ChatState => ({
  ...state,
  messages: page.items.reduce(insert, state.messages),
});

/** One item in its place; an item that is already there stays as it is, but for news of its delivery. */
export const withItem = (state: ChatState, item: MaybeHiddenItem): ChatState => ({
  ...state,
  messages: insert(state.messages, item),
});

function insert(messages: readonly Message[], item: MaybeHiddenItem): readonly Message[] {
  if ('hidden' in item || item.kind !== 'message' || item.visibility !== 'customer') return messages;
  const known = messages.findIndex(({ seq, customerId }) => seq === item.seq && customerId === item.customerId);
  if (known >= 0) return messages.map((m, i) => (i === known ? item : m));
  let at = messages.length;
  for (
    let before = messages[at - 1];
    before !== undefined && comparePlaces(item, before) < 0;
    before = messages[at - 1]
  )
    at--;
  return [...messages.slice(0, at), item, ...messages.slice(at)];
}

type Place = { readonly occurredAt: string; readonly customerId: string; readonly seq: number };

/** Order on screen ([TL4]), as `compareItems` of shared/domain; that file brings the schemas along, which the widget has no room for. */
function comparePlaces(a: Place, b: Place): number {
  const time = Date.parse(a.occurredAt) - Date.parse(b.occurredAt);
  if (time !== 0) return time;
  if (a.customerId !== b.customerId) return a.customerId < b.customerId ? -1 : 1;
  return a.seq - b.seq;
}

/** One event of the customer's topic; those that say nothing to a customer change nothing. */
export function apply(state: ChatState, event: TopicEvent): ChatState {
  switch (event.type) {
    case 'item_added':
      return withItem(state, event.item);
    case 'read_marked':
      return event.by === 'agent'
        ? { ...state, agentReadSeq: Math.max(state.agentReadSeq, event.seq) }
        : { ...state, ownReadSeq: Math.max(state.ownReadSeq, event.seq) };
    case 'item_redacted':
      return { ...state, redacted: new Set(state.redacted).add(event.seq) };
    case 'delivery_changed':
      return {
        ...state,
        messages: state.messages.map((m) => (m.seq === event.seq ? { ...m, delivery: event.delivery } : m)),
      };
    default:
      return state;
  }
}

/** Of this item the read marks tell: they count on the record of now. What is on an older one was read long ago. */
const isMarked = (state: ChatState, message: Message): boolean => message.customerId === state.customerId;

/** What we said that the customer has not seen. */
export const unreadCount = (state: ChatState): number =>
  state.messages.filter((m) => m.direction === 'out' && isMarked(state, m) && m.seq > state.ownReadSeq).length;

/** Whether we have read the customer's message. */
export const isRead = (state: ChatState, message: Message): boolean =>
  !isMarked(state, message) || message.seq <= state.agentReadSeq;

/** Who answers: the name on the newest of our messages. */
export function answeringName(state: ChatState): string | null {
  for (let i = state.messages.length - 1; i >= 0; i--) {
    const author = state.messages[i]?.author;
    if (author?.type === 'agent' && author.name !== undefined) return author.name;
  }
  return null;
}
