import type { ItemRef } from '../brief.ts';
import { buyings } from './buyings.ts';
import { leftBehind } from './left.ts';
import type { JourneyRules, StepKind } from './rules.ts';
import { isAnswer, isContact, type Touch } from './touch.ts';

/** A next best step with its reason: the facts that stand in the sentence. */
export type NextStep = {
  readonly step: StepKind;
  /** What calls for it; a cause is decided once. */
  readonly cause: string;
  readonly item: ItemRef;
  /** When what calls for it happened, or is due, milliseconds. */
  readonly at: number;
  readonly what?: string;
  readonly store?: string;
  /** The store is the one they mostly go to. */
  readonly usual?: boolean;
  readonly available?: number;
  /** Of a renewal: it did not come to be, where the others are only due. */
  readonly failed?: true;
};

/** Where goods lie that the customer still waits for or left behind. */
export type StoreStock = { readonly goods: string; readonly store: string; readonly available: number };

type Ask = {
  /** In the order of `compareTouches`. */
  readonly touches: readonly Touch[];
  readonly stock: readonly StoreStock[];
  readonly rules: Pick<JourneyRules, 'steps'>;
  /** Causes that somebody has decided about. */
  readonly decided: ReadonlySet<string>;
  readonly now: number;
};

type Look = Pick<Ask, 'touches' | 'stock' | 'now'> & { readonly days: number };
type Found = Omit<NextStep, 'step' | 'cause'>;

const DAY_MS = 86_400_000;
const LOW = 0.4;
const HIGH = 0.8;

/** The steps that are called for now, in the order of the rules, each cause once, without what was decided. */
export function nextSteps({ touches, stock, rules, decided, now }: Ask): NextStep[] {
  return rules.steps.flatMap(({ step, on, days }) => {
    if (!on) return [];
    return LOOKS[step]({ touches, stock, now, days })
      .map((found) => ({ ...found, step, cause: `${step}:${found.item.customerId}:${found.item.seq}` }))
      .filter(({ cause }) => !decided.has(cause));
  });
}

const LOOKS: Readonly<Record<StepKind, (look: Look) => Found[]>> = {
  apology,
  callback,
  make_good,
  renewal,
  pickup,
  cart,
  review,
};

/** What kinds of touch can call for each step. */
export const STEP_CAUSES: Readonly<Record<StepKind, readonly Touch['kind'][]>> = {
  apology: ['commitment'],
  callback: ['call'],
  make_good: ['survey', 'review'],
  renewal: ['subscription'],
  pickup: ['order', 'cart'],
  cart: ['cart'],
  review: ['survey'],
};

const refOf = ({ customerId, seq }: Touch): ItemRef => ({ customerId, seq });
const isRecent = ({ at }: Touch, { now, days }: Look): boolean => at <= now && now - at <= days * DAY_MS;
const answeredSince = (touches: readonly Touch[], at: number): boolean =>
  touches.some((touch) => touch.at > at && isAnswer(touch));

/** A promise was broken, and nobody has said a word to the customer since. */
function apology(look: Look): Found[] {
  return look.touches
    .filter((touch) => touch.kind === 'commitment' && touch.state === 'broken' && isRecent(touch, look))
    .filter(({ at }) => !answeredSince(look.touches, at))
    .map((touch) => ({ item: refOf(touch), at: touch.at, ...(touch.text === null ? {} : { what: touch.text }) }));
}

/** They called, nobody took it, and nobody has reached them since. The newest call stands for those before it. */
function callback(look: Look): Found[] {
  const missed = look.touches.filter(
    ({ kind, direction, state }) =>
      kind === 'call' && direction === 'in' && (state === 'missed' || state === 'abandoned' || state === 'voicemail'),
  );
  const last = missed.at(-1);
  if (last === undefined || !isRecent(last, look) || answeredSince(look.touches, last.at)) return [];
  return [{ item: refOf(last), at: last.at }];
}

/** They said that it was bad, and nobody has spoken with them since. */
function make_good(look: Look): Found[] {
  const last = look.touches.filter(({ score }) => score !== null).at(-1);
  if (last === undefined || (last.score ?? 1) > LOW || !isRecent(last, look)) return [];
  return answeredSince(look.touches, last.at) ? [] : [{ item: refOf(last), at: last.at }];
}

/** A subscription ends soon or failed: the newest word about each. */
function renewal(look: Look): Found[] {
  const newest = new Map<string, Touch>();
  for (const touch of look.touches) if (touch.kind === 'subscription') newest.set(touch.about ?? '', touch);
  return [...newest.values()].flatMap((touch) => {
    const { state, dueAt, about } = touch;
    const isDue =
      (state === 'started' || state === 'renewed') &&
      dueAt !== null &&
      dueAt > look.now &&
      dueAt - look.now <= look.days * DAY_MS;
    if (!isDue && !(state === 'failed' && isRecent(touch, look))) return [];
    const why = isDue ? { at: dueAt } : { at: touch.at, failed: true as const };
    return [{ item: refOf(touch), ...why, ...(about === null ? {} : { what: about }) }];
  });
}

/** What they wait for or left in the cart lies in a store they go to: the usual one, else the next most visited, else where most is. */
function pickup(look: Look): Found[] {
  const visits = new Map<string, number>();
  for (const { store } of look.touches) if (store !== null) visits.set(store, (visits.get(store) ?? 0) + 1);
  const usual = [...visits].sort(([, a], [, b]) => b - a)[0]?.[0];
  const order = waitedFor(look);
  if (usual === undefined || order === null) return [];
  const [best] = look.stock
    .filter(({ goods, available }) => available > 0 && order.goods.includes(goods))
    .sort(
      (a, b) =>
        (visits.get(b.store) ?? 0) - (visits.get(a.store) ?? 0) ||
        b.available - a.available ||
        (a.store < b.store ? -1 : 1),
    );
  if (best === undefined) return [];
  const { goods: what, store, available } = best;
  return [{ item: refOf(order), at: order.at, what, store, usual: store === usual, available }];
}

const BEFORE_SHIPPING: readonly (string | null)[] = ['placed', 'paid', 'processing'];

/** The newest order that has not left yet, else the cart that was left. */
function waitedFor(look: Look): Touch | null {
  const newest = new Map<string, Touch>();
  for (const touch of look.touches) if (touch.kind === 'order' && touch.about !== null) newest.set(touch.about, touch);
  const open = [...newest.values()].filter(({ state }) => BEFORE_SHIPPING.includes(state)).at(-1);
  const wanted = open ?? leftBehind(look.touches).cart;
  return wanted !== null && isRecent(wanted, look) ? wanted : null;
}

/** A cart was left for more than a day. */
function cart(look: Look): Found[] {
  const { cart: left } = leftBehind(look.touches);
  if (left === null || !isRecent(left, look) || look.now - left.at < DAY_MS) return [];
  const [what] = left.goods;
  return [{ item: refOf(left), at: left.at, ...(what === undefined ? {} : { what }) }];
}

/** They said that it was good and bought something, and have not written a review yet. */
function review(look: Look): Found[] {
  const { touches } = look;
  const good = touches.filter(({ kind, score }) => kind === 'survey' && (score ?? 0) >= HIGH).at(-1);
  if (good === undefined || !isRecent(good, look) || buyings(touches).length === 0) return [];
  const since = touches.filter(({ at }) => at > good.at);
  if (since.some((touch) => touch.kind === 'review' || isContact(touch))) return [];
  if (touches.some(({ kind, at }) => kind === 'review' && good.at - at <= look.days * DAY_MS)) return [];
  return [{ item: refOf(good), at: good.at }];
}
