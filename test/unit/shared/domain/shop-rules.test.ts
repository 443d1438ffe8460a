import { expect, it } from 'vitest';
import { checkStanding } from '#shared/domain/identity-check.ts';
import { orderCards } from '#shared/domain/order-cards.ts';
import { isOverLimit, possibleActs, SHOP_ACTS } from '#shared/domain/shop.ts';
import { type Stock, stockNotices, storeAliases } from '#shared/domain/stock.ts';
import { trackingLink } from '#shared/domain/tracking-link.ts';

const store = (name: string, available: number | null) => ({ id: name, name, kind: 'store' as const, available });
const goods: Stock[] = [
  {
    lineRef: '1',
    name: 'K2-T',
    places: [store('銀座店', 0), store('渋谷店', 3), store('Ginza store', 0), store('新宿店', null)],
  },
];

it.each([
  ['銀座店でお受け取りいただけます', 1],
  ['銀座でお取り置きします', 1],
  ['渋谷店でお受け取りください', 0],
  ['銀座店は19時までです', 0],
  ['新宿店でお受け取りください', 0],
  ['You can pick it up at Ginza tonight', 1],
  ['You can collect it at Ginzai tonight', 0],
  ['ｇｉｎｚａ ｓｔｏｒｅで受取', 1],
])('“%s” is warned about %i times', (text, times) => {
  expect(stockNotices(text, goods)).toHaveLength(times);
});

it('a store goes by its name without what every store is called', () => {
  expect(storeAliases('銀座店')).toEqual(['銀座店', '銀座']);
  expect(storeAliases('Shibuya Store')).toEqual(['Shibuya Store', 'Shibuya']);
  expect(storeAliases('店')).toEqual([]);
});

it('[PR6] [HO6] a check is enough for its purpose while it holds, and never for money once it came over a link', () => {
  const now = new Date('2026-11-22T05:00:00Z');
  const made = { passed: true, channel: 'chat', expiresAt: '2026-11-22T05:00:01.000Z' } as const;
  expect(checkStanding('refund', made, { now, channel: 'chat' })).toBe('enough');
  expect(checkStanding('refund', made, { now, channel: 'phone' })).toBe('carried');
  expect(checkStanding('address_change', made, { now, channel: 'phone' })).toBe('carried');
  expect(checkStanding('inquiry', made, { now, channel: 'phone' })).toBe('enough');
  expect(checkStanding('refund', { ...made, expiresAt: now.toISOString() }, { now, channel: 'chat' })).toBe('expired');
  expect(checkStanding('refund', { ...made, passed: false }, { now, channel: 'chat' })).toBe('failed');
  expect(checkStanding('refund', null, { now, channel: 'chat' })).toBe('none');
});

it('what a shop can do depends on how far the order is', () => {
  expect(possibleActs(SHOP_ACTS, { state: 'paid', refundable: 10 })).toEqual([...SHOP_ACTS]);
  expect(possibleActs(SHOP_ACTS, { state: 'delivered', refundable: 10 })).toEqual(['refund', 'replace']);
  expect(possibleActs(SHOP_ACTS, { state: 'cancelled', refundable: 0 })).toEqual([]);
  expect(possibleActs(['cancel'], { state: 'delivered', refundable: 10 })).toEqual([]);
});

it('a limit counts what was given back before, and no limit at all is none to give', () => {
  expect(isOverLimit(10, 20, 30)).toBe(false);
  expect(isOverLimit(10.01, 20, 30)).toBe(true);
  expect(isOverLimit(0.1, 0.2, 0.3)).toBe(false);
  expect(isOverLimit(1, 0, null)).toBe(true);
});

it('what the desk had done is no state of the order', () => {
  const at = { customerId: 'c', seq: 1, occurredAt: '2026-11-20T00:00:00.000Z' };
  const data = { number: 'A', state: 'paid' as const, items: [] };
  const act = { id: 'x', what: 'cancel' as const, result: 'done' as const, reason: 'r' };
  const cards = orderCards([
    { ...at, kind: 'order', data: { ...data, state: 'cancelled' } },
    { ...at, seq: 2, occurredAt: '2026-11-21T00:00:00.000Z', kind: 'order', data: { ...data, act } },
  ]);
  expect(cards).toMatchObject([{ state: 'cancelled' }]);
});

it('a parcel’s page is the carrier’s own, made of the number alone', () => {
  expect(trackingLink('Yamato', '4417-2290-1183')).toBe(
    'https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01=441722901183',
  );
  expect(trackingLink('Yamato', '"><script>')).toBe('https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01=script');
  expect(trackingLink('Somebody', '1')).toBeNull();
  expect(trackingLink(undefined, '1')).toBeNull();
});
