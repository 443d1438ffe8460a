import { describe, expect, it } from 'vitest';
import { DEFAULT_JOURNEY_RULES as RULES } from '#shared/domain/journey/rules.ts';
import { type NextStep, nextSteps, type StoreStock } from '#shared/domain/journey/steps.ts';
import { compareTouches, type Touch } from '#shared/domain/journey/touch.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { DAY, HOUR, makeTouch, randomTouches, T0 } from '#test/support/factories/touches.ts';

const NOW = T0 + 3 * DAY;
const steps = (
  touches: readonly Touch[],
  more: { stock?: StoreStock[]; decided?: string[]; now?: number } = {},
): NextStep[] =>
  nextSteps({
    touches: [...touches].sort(compareTouches),
    stock: more.stock ?? [],
    rules: RULES,
    decided: new Set(more.decided),
    now: more.now ?? NOW,
  });
const names = (...args: Parameters<typeof steps>) => steps(...args).map(({ step }) => step);

describe('the next best step', () => {
  it('is an apology for a broken promise until somebody says a word', () => {
    const broken = makeTouch({ kind: 'commitment', state: 'broken', text: '17時までにお電話', at: T0 + DAY });
    expect(steps([broken])).toMatchObject([{ step: 'apology', what: '17時までにお電話', item: { seq: broken.seq } }]);
    expect(names([broken, makeTouch({ direction: 'out', at: T0 + 2 * DAY })])).toEqual([]);
    expect(names([broken, makeTouch({ direction: 'out' })])).toEqual(['apology']);
    expect(names([broken], { now: T0 + 16 * DAY })).toEqual([]);
  });

  it('is calling back after a missed call, unless they were reached since', () => {
    const missed = makeTouch({ kind: 'call', channel: 'phone', state: 'missed', at: NOW - HOUR });
    expect(names([missed])).toEqual(['callback']);
    const reached = makeTouch({ kind: 'call', channel: 'phone', state: 'answered', direction: 'out', at: NOW });
    expect(names([missed, reached])).toEqual([]);
    expect(names([missed], { now: NOW + 3 * DAY })).toEqual([]);
  });

  it('is a renewal that is due or failed, by the newest word about it', () => {
    const started = makeTouch({ kind: 'subscription', state: 'started', about: '豆の定期便', dueAt: NOW + 10 * DAY });
    expect(steps([started])).toMatchObject([{ step: 'renewal', what: '豆の定期便', at: NOW + 10 * DAY }]);
    expect(names([{ ...started, dueAt: NOW + 20 * DAY }])).toEqual([]);
    const cancelled = makeTouch({ kind: 'subscription', state: 'cancelled', about: '豆の定期便', at: T0 + DAY });
    expect(names([started, cancelled])).toEqual([]);
    expect(names([{ ...cancelled, state: 'failed' }])).toEqual(['renewal']);
    expect(steps([{ ...cancelled, state: 'failed' }])).toMatchObject([{ failed: true, at: T0 + DAY }]);
    expect(steps([started])[0]).not.toHaveProperty('failed');
  });

  it('is picking up what they wait for where they usually go, else where they have been, else where most is', () => {
    const order = makeTouch({ kind: 'order', state: 'paid', about: 'W1', goods: ['ミル'], at: T0 + DAY });
    const visit = (store: string, n: number) => makeTouch({ kind: 'visit', channel: 'store', store, at: T0 + n });
    const been = [visit('渋谷店', 1), visit('渋谷店', 2), visit('新宿店', 3)];
    const stock = (store: string, available: number): StoreStock => ({ goods: 'ミル', store, available });
    const pick = (...all: StoreStock[]) =>
      steps([...been, order], { stock: all }).find(({ step }) => step === 'pickup');
    expect(pick(stock('渋谷店', 1), stock('新宿店', 9))).toMatchObject({ store: '渋谷店', usual: true, available: 1 });
    expect(pick(stock('渋谷店', 0), stock('新宿店', 2), stock('銀座店', 9))).toMatchObject({
      store: '新宿店',
      usual: false,
    });
    expect(pick(stock('銀座店', 2), stock('池袋店', 9))).toMatchObject({ store: '池袋店' });
    expect(pick(stock('渋谷店', 0))).toBeUndefined();
    expect(pick({ ...stock('渋谷店', 3), goods: 'ケトル' })).toBeUndefined();
    const shipped = makeTouch({ kind: 'order', state: 'shipped', about: 'W1', at: T0 + 2 * DAY });
    expect(names([...been, order, shipped], { stock: [stock('渋谷店', 1)] })).toEqual([]);
  });

  it('is a word about a cart that was left for a day, about a bad score, and the asking for a review after a good one', () => {
    const cart = makeTouch({ kind: 'cart', state: 'left', goods: ['ケトル'], at: T0 + DAY });
    expect(steps([cart])).toMatchObject([{ step: 'cart', what: 'ケトル' }]);
    expect(names([cart], { now: cart.at + HOUR })).toEqual([]);
    const bad = makeTouch({ kind: 'survey', score: 0.2, at: T0 + DAY });
    expect(names([bad])).toEqual(['make_good']);
    const bought = makeTouch({ kind: 'purchase', channel: 'store' });
    const good = { ...bad, score: 1 };
    expect(names([good])).toEqual([]);
    expect(names([bought, good])).toEqual(['review']);
    expect(names([bought, good, makeTouch({ kind: 'review', score: 1, at: T0 + 2 * DAY })])).toEqual([]);
  });

  it('comes in the order of the rules, not when switched off, and not again once decided', () => {
    const touches = [
      makeTouch({ kind: 'cart', state: 'left', goods: ['ケトル'] }),
      makeTouch({ kind: 'commitment', state: 'broken', at: T0 + DAY }),
    ];
    const [apology, cart] = steps(touches);
    expect([apology?.step, cart?.step]).toEqual(['apology', 'cart']);
    expect(names(touches, { decided: [apology?.cause ?? ''] })).toEqual(['cart']);
    const off = { steps: RULES.steps.map((rule) => ({ ...rule, on: rule.step === 'cart' })) };
    expect(nextSteps({ touches, stock: [], rules: off, decided: new Set(), now: NOW }).map(({ step }) => step)).toEqual(
      ['cart'],
    );
  });

  it('of 1,000 made-up ways has each cause once, points at an item of the way, and ranks as the rules do', () => {
    const random = seededRandom(3);
    const rank = RULES.steps.map(({ step }) => step);
    const seen = new Set<string>();
    for (let n = 0; n < 1000; n++) {
      const touches = randomTouches(random, random.int(0, 30), 6);
      const found = steps(touches, { now: T0 + 6 * DAY, stock: [{ goods: 'ミル', store: '渋谷店', available: 2 }] });
      expect(new Set(found.map(({ cause }) => cause)).size).toBe(found.length);
      const ranks = found.map(({ step }) => rank.indexOf(step));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      for (const { item, step } of found) {
        seen.add(step);
        expect(touches.some(({ seq, customerId }) => seq === item.seq && customerId === item.customerId)).toBe(true);
      }
    }
    expect([...seen].sort()).toEqual(['apology', 'callback', 'cart', 'make_good', 'pickup', 'renewal', 'review']);
  });
});
