import { describe, expect, it } from 'vitest';
import { type OrderFact, orderCards, orderTotals } from '#shared/domain/order-cards.ts';

const CUSTOMER = '0199a000-0000-7000-8000-0000000000c1';
const placed: OrderFact = {
  kind: 'order',
  customerId: CUSTOMER,
  seq: 1,
  occurredAt: '2026-11-14T10:02:00.000Z',
  data: {
    number: 'W1',
    state: 'placed',
    total: { amount: 48900, currency: 'JPY' },
    items: [{ name: 'Kissa 2', quantity: 1 }],
  },
};
const shipped: OrderFact = {
  kind: 'shipment',
  customerId: CUSTOMER,
  seq: 3,
  occurredAt: '2026-11-15T10:02:00.000Z',
  data: { orderNumber: 'W1', carrier: 'Yamato', trackingNumber: '4417-2290-1183', state: 'in_transit' },
};
const delivered: OrderFact = {
  ...shipped,
  seq: 4,
  occurredAt: '2026-11-17T03:00:00.000Z',
  data: { ...shipped.data, state: 'delivered' },
} as OrderFact;

describe('orders as cards', () => {
  it('takes the newest state whatever the order of arrival', () => {
    const [card] = orderCards([delivered, placed, shipped]);
    expect(card?.state).toBe('delivered');
    expect(card?.shipments).toEqual([
      { carrier: 'Yamato', trackingNumber: '4417-2290-1183', state: 'delivered', at: delivered.occurredAt },
    ]);
    expect(card?.placedAt).toBe(placed.occurredAt);
  });

  it('keeps the goods when a later state does not repeat them', () => {
    const paid: OrderFact = {
      ...placed,
      seq: 2,
      occurredAt: '2026-11-14T10:05:00.000Z',
      data: { number: 'W1', state: 'paid', items: [] },
    } as OrderFact;
    const [card] = orderCards([placed, paid]);
    expect(card?.items).toHaveLength(1);
    expect(card?.state).toBe('paid');
    expect(card?.total?.amount).toBe(48900);
  });

  it('never lets a shipment bring a cancelled order back', () => {
    const cancelled: OrderFact = {
      ...placed,
      seq: 2,
      occurredAt: '2026-11-14T11:00:00.000Z',
      data: { ...placed.data, state: 'cancelled' },
    } as OrderFact;
    expect(orderCards([placed, cancelled, shipped])[0]?.state).toBe('cancelled');
  });

  it('leaves out shipments of orders that were never seen', () => {
    expect(orderCards([shipped])).toEqual([]);
  });

  it('sums by currency and leaves cancelled orders out', () => {
    const usd: OrderFact = {
      ...placed,
      seq: 7,
      data: { number: 'W2', state: 'paid', items: [], total: { amount: 0.1, currency: 'USD' } },
    } as OrderFact;
    const usd2: OrderFact = {
      ...placed,
      seq: 8,
      data: { number: 'W3', state: 'paid', items: [], total: { amount: 0.2, currency: 'USD' } },
    } as OrderFact;
    const gone: OrderFact = {
      ...placed,
      seq: 9,
      data: { ...placed.data, number: 'W4', state: 'cancelled' },
    } as OrderFact;
    expect(orderTotals(orderCards([placed, usd, usd2, gone]))).toEqual([
      { currency: 'JPY', amount: 48900 },
      { currency: 'USD', amount: 0.3 },
    ]);
  });
});
