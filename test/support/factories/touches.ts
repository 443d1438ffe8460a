import { TOUCH_KINDS } from '#shared/domain/journey/rules.ts';
import { compareTouches, type Touch } from '#shared/domain/journey/touch.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';

export const CUSTOMER = '0199b000-0000-7000-8000-000000000001';
export const T0 = Date.parse('2026-04-01T00:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

let seq = 0;

/** One touch, a customer's chat message at `T0` unless told otherwise. */
export function makeTouch(over: Partial<Touch> = {}): Touch {
  seq += 1;
  return {
    customerId: CUSTOMER,
    seq,
    at: T0,
    kind: 'message',
    channel: 'chat',
    direction: over.kind === undefined || over.kind === 'message' || over.kind === 'call' ? 'in' : 'none',
    conversationId: null,
    state: null,
    score: null,
    text: null,
    goods: [],
    amount: null,
    about: null,
    dueAt: null,
    store: null,
    ...over,
  };
}

const STATES: Readonly<Record<string, readonly string[]>> = {
  order: ['placed', 'paid', 'shipped', 'delivered', 'cancelled'],
  cart: ['open', 'left', 'ordered', 'wished'],
  call: ['answered', 'missed', 'abandoned', 'voicemail'],
  subscription: ['started', 'renewed', 'failed', 'cancelled'],
  commitment: ['made', 'kept', 'broken'],
};
const THANKS = 'ありがとうございます';
const TEXTS = [
  '水タンクにひびが入っていて水が漏れます。交換できますか。',
  '先日の件です。水タンクにひびが入っていて水が漏れます。',
  'When will my order of the blue umbrella arrive at my new home address please?',
  'My order of the blue umbrella has not arrived at my new home address yet',
  THANKS,
];
const CONVERSATIONS = [null, 'c1', 'c2', 'c3'];
const GOODS = ['ミル', 'ケトル', 'Umbrella'];

/** A made-up way of a customer of about `days` days, in the order that rules get it in. */
export function randomTouches(random: SeededRandom, count: number, days = 40): Touch[] {
  const kinds = [...TOUCH_KINDS, 'message', 'message', 'call', 'commitment', 'resolved'] as const;
  return Array.from({ length: count }, () => {
    const kind = random.pick(kinds);
    return makeTouch({
      at: T0 + random.int(0, days * 24 * 12) * 5 * 60_000,
      kind,
      channel: random.pick(['chat', 'phone', 'email', 'shop', 'store'] as const),
      conversationId: random.pick(CONVERSATIONS),
      state: STATES[kind] === undefined ? null : random.pick(STATES[kind]),
      ...(kind === 'message' || kind === 'call' ? talk(random, kind) : facts(random, kind, days)),
    });
  }).sort(compareTouches);
}

function talk(random: SeededRandom, kind: 'message' | 'call'): Partial<Touch> {
  const direction = random.pick(['in', 'in', 'out'] as const);
  if (kind === 'call' || direction === 'out') return { direction };
  const text = random.pick(TEXTS);
  return { direction, text, state: text === THANKS ? 'thanks' : null };
}

function facts(random: SeededRandom, kind: Touch['kind'], days: number): Partial<Touch> {
  const isOf = (...kinds: Touch['kind'][]): boolean => kinds.includes(kind);
  return {
    score: isOf('survey', 'review') ? random.int(0, 5) / 5 : null,
    goods: isOf('order', 'cart', 'purchase') ? [random.pick(GOODS)] : [],
    about: isOf('order', 'subscription') ? random.pick(['A1', 'A2', 'A3']) : null,
    dueAt: isOf('subscription') ? T0 + random.int(0, days * 2) * DAY : null,
    store: isOf('visit', 'purchase') ? random.pick(['渋谷店', '新宿店']) : null,
  };
}
