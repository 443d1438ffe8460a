import type { Channel } from '../channels.ts';
import type { Goods, ItemData, Money } from '../item-data.ts';
import { isBareThankYou } from '../thank-you.ts';
import type { TimelineItem } from '../timeline-item.ts';
import { TOUCH_KINDS, type TouchKind } from './rules.ts';

/**
 * What the rules of journeys read of an item: the customer's touchpoints, and beside them what only decides about those
 * (our answers, promises, the end of a matter).
 */
export type Touch = {
  readonly customerId: string;
  readonly seq: number;
  /** Milliseconds. */
  readonly at: number;
  readonly kind: TouchKind | 'commitment' | 'resolved';
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly conversationId: string | null;
  /** The state, event or outcome that the item's kind has; of a message that is a thank-you and nothing else, `thanks`. */
  readonly state: string | null;
  /** A share of the best score. */
  readonly score: number | null;
  /** The customer's own words. */
  readonly text: string | null;
  readonly goods: readonly string[];
  readonly amount: Money | null;
  /** What it is about, by its own name: an order's number, a promise's id, a subscription's title. */
  readonly about: string | null;
  /** When something is due by it, milliseconds. */
  readonly dueAt: number | null;
  readonly store: string | null;
};

/** The touch of an item, or null for what journeys do not look at. Whether a reader may see it is the caller's to ask ([TL5]). */
export function touchOf(item: TimelineItem): Touch | null {
  const { customerId, seq, channel, direction, conversationId = null } = item;
  const head = { customerId, seq, at: Date.parse(item.occurredAt), channel, direction, conversationId };
  const more = factsOf(item);
  return more === null ? null : { ...head, ...NOTHING, ...more };
}

const NOTHING = {
  state: null,
  score: null,
  text: null,
  goods: [],
  amount: null,
  about: null,
  dueAt: null,
  store: null,
} as const;

const THANKS = 'thanks';
const isThanks = ({ text, attachments }: ItemData<'message'>): boolean =>
  (attachments?.length ?? 0) === 0 && isBareThankYou(text);

type Facts = Pick<Touch, 'kind'> & Partial<Touch>;

function factsOf(item: TimelineItem): Facts | null {
  switch (item.kind) {
    case 'message':
      // What the hub writes by itself answers nobody.
      if (item.direction !== 'in') return item.author.type === 'system' ? null : { kind: 'message' };
      return { kind: 'message', text: item.data.text, ...(isThanks(item.data) ? { state: THANKS } : {}) };
    case 'call':
      return { kind: 'call', state: item.data.outcome };
    case 'system':
      return item.data.event === 'resolved' ? { kind: 'resolved' } : null;
    case 'commitment': {
      const { event, commitmentId, text, dueAt } = item.data;
      return { kind: 'commitment', state: event, about: commitmentId, text, dueAt: Date.parse(dueAt) };
    }
    case 'survey':
      return { kind: 'survey', score: Math.min(1, item.data.score / item.data.outOf) };
    case 'review':
      return { kind: 'review', ...scored(item.data.score), text: item.data.text ?? null };
    case 'subscription': {
      const { title, state, nextAt } = item.data;
      return { kind: 'subscription', state, about: title, dueAt: nextAt === undefined ? null : Date.parse(nextAt) };
    }
    case 'browse':
      return { kind: 'browse', about: item.data.title };
    default:
      return goodsFacts(item);
  }
}

/** Reviews are said out of five; what is more is out of ten. */
const scored = (score: number | undefined): Pick<Facts, 'score'> =>
  score === undefined ? {} : { score: score / (score > 5 ? 10 : 5) };

function goodsFacts(item: TimelineItem): Facts | null {
  switch (item.kind) {
    case 'order': {
      // An act of ours tells no new state.
      if (item.data.act !== undefined) return null;
      const { number, state, items, total } = item.data;
      return { kind: 'order', state, about: number, goods: items.map(nameOf), amount: total ?? null };
    }
    case 'purchase': {
      const { store, items, total, receiptNumber } = item.data;
      return { kind: 'purchase', store, goods: items.map(nameOf), amount: total ?? null, about: receiptNumber ?? null };
    }
    case 'cart':
      return {
        kind: 'cart',
        state: item.data.state,
        goods: item.data.items.map(nameOf),
        amount: item.data.total ?? null,
      };
    case 'visit':
      return { kind: 'visit', store: item.data.store };
    case 'pickup':
      return { kind: 'pickup', store: item.data.store, state: item.data.state, about: item.data.orderNumber };
    case 'shipment':
      return { kind: 'shipment', state: item.data.state, about: item.data.orderNumber };
    case 'return':
      return { kind: 'return', state: item.data.state, about: item.data.orderNumber };
    default:
      return null;
  }
}

const nameOf = ({ name }: Goods): string => name;

/** A step of the customer's way: everything they did and what became of it, not what we wrote or promised. */
export const isTouchpoint = (touch: Touch): touch is Touch & { readonly kind: TouchKind } =>
  isTouchKind(touch.kind) && (touch.direction !== 'out' || !isTalk(touch));

const kinds: ReadonlySet<string> = new Set(TOUCH_KINDS);
const isTouchKind = (kind: string): kind is TouchKind => kinds.has(kind);
const isTalk = ({ kind }: Touch): boolean => kind === 'message' || kind === 'call';

/** The customer got in touch: wrote, called, came by. A bare thank-you wants nothing ([CV10]). */
export const isContact = (touch: Touch): boolean =>
  (isTalk(touch) && touch.direction === 'in' && touch.state !== THANKS) ||
  (touch.kind === 'visit' && touch.direction !== 'out');

/** We answered: in words, or by taking or making a call that got through. */
export const isAnswer = (touch: Touch): boolean =>
  (touch.kind === 'message' && touch.direction === 'out') || (touch.kind === 'call' && touch.state === 'answered');

/** Something was bought: the first word of an order that is not its cancelling, or a till's receipt. */
export const isBuying = (touch: Touch): boolean =>
  touch.kind === 'purchase' || (touch.kind === 'order' && touch.state !== 'cancelled' && touch.state !== 'returned');

/** Order of touches: as on screen ([TL4]). */
export const compareTouches = (a: Touch, b: Touch): number =>
  a.at - b.at || compare(a.customerId, b.customerId) || a.seq - b.seq;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
