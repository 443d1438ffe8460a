import { describe, expect, it } from 'vitest';
import { creditsOf, MODELS, sharesOf } from '#shared/domain/journey/attribution.ts';
import { journeyOf } from '#shared/domain/journey/journey.ts';
import { DEFAULT_JOURNEY_RULES } from '#shared/domain/journey/rules.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { DAY, makeTouch, randomTouches, T0 } from '#test/support/factories/touches.ts';

const NOW = T0 + 100 * DAY;
const creditOf = (...at: readonly [day: number, channel: 'email' | 'shop' | 'store' | 'chat'][]) => {
  const order = makeTouch({ kind: 'order', state: 'placed', about: 'X', channel: 'shop', at: T0 + 50 * DAY });
  const looks = at.map(([day, channel]) => makeTouch({ kind: 'browse', channel, at: T0 + day * DAY }));
  const { stops, orders } = journeyOf([...looks, order], DEFAULT_JOURNEY_RULES, NOW);
  expect(creditsOf(order, stops, 30)).toEqual(orders[0]?.credits);
  return orders[0]?.credits;
};

describe('what an order is put down to', () => {
  it('is the first, the last, all alike, or 40/20/40 of the stops of thirty days', () => {
    const credits = creditOf([25, 'email'], [30, 'store'], [40, 'chat'], [45, 'shop']);
    expect(credits?.map(({ channel, first, last, linear }) => [channel, first, last, linear])).toEqual([
      ['email', 1, 0, 0.25],
      ['store', 0, 0, 0.25],
      ['chat', 0, 0, 0.25],
      ['shop', 0, 1, 0.25],
    ]);
    const position = credits?.map((credit) => credit.position) ?? [];
    [0.4, 0.1, 0.1, 0.4].forEach((share, n) => {
      expect(position[n]).toBeCloseTo(share, 12);
    });
  });

  it('is nothing where nothing was before it in time', () => {
    expect(creditOf([10, 'email'])).toEqual([{ channel: null, first: 1, last: 1, linear: 1, position: 1 }]);
  });

  it('is one channel’s whole when it was alone, and its sum when it came twice', () => {
    expect(creditOf([45, 'store'])).toEqual([{ channel: 'store', first: 1, last: 1, linear: 1, position: 1 }]);
    const twice = creditOf([30, 'store'], [35, 'email'], [40, 'store']);
    expect(twice?.[0]?.position).toBeCloseTo(0.8, 12);
    expect(twice?.[1]?.position).toBeCloseTo(0.2, 12);
  });

  it('is one order together by every model, whatever came before', () => {
    for (let count = 1; count < 60; count++)
      for (const model of MODELS)
        expect(sharesOf(model, count).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const random = seededRandom(9);
    for (let n = 0; n < 500; n++) {
      const { orders } = journeyOf(randomTouches(random, random.int(0, 40)), DEFAULT_JOURNEY_RULES, NOW);
      for (const { credits } of orders) {
        expect(new Set(credits.map(({ channel }) => channel)).size).toBe(credits.length);
        for (const model of MODELS) expect(credits.reduce((sum, credit) => sum + credit[model], 0)).toBeCloseTo(1, 9);
      }
    }
  });
});
