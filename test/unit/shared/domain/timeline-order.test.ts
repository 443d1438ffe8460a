import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareItems, type ItemPosition } from '#shared/domain/timeline-item.ts';

const A = '01900000-0000-7000-8000-000000000001';
const B = '01900000-0000-7000-8000-000000000002';
const at = (occurredAt: string, customerId: string, seq: number): ItemPosition => ({ occurredAt, customerId, seq });

describe('[TL4] order on screen', () => {
  it('is by time, then customer, then seq', () => {
    const items = [
      at('2026-04-01T00:00:01.000Z', A, 1),
      at('2026-04-01T00:00:00.000Z', B, 1),
      at('2026-04-01T00:00:00.000Z', A, 3),
      at('2026-04-01T00:00:00.000Z', A, 2),
    ];
    expect([...items].sort(compareItems).map((i) => `${i.customerId.slice(-1)}${i.seq}`)).toEqual([
      '12',
      '13',
      '21',
      '11',
    ]);
  });

  it('compares instants, however they are written', () => {
    expect(compareItems(at('2026-04-01T09:00:00+09:00', A, 1), at('2026-04-01T00:00:00.000Z', A, 1))).toBe(0);
    expect(compareItems(at('2026-04-01T09:00:00.5Z', A, 1), at('2026-04-01T09:00:00.25Z', A, 2))).toBeGreaterThan(0);
  });

  it('is one order, whatever order things came in', () => {
    const position = fc.record({
      occurredAt: fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }).map((d) => d.toISOString()),
      customerId: fc.constantFrom(A, B),
      seq: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(position), fc.integer(), (items, rotate) => {
        const k = items.length === 0 ? 0 : Math.abs(rotate) % items.length;
        const turned = [...items.slice(k), ...items.slice(0, k)];
        const places = (list: ItemPosition[]) => [...list].sort(compareItems).map((i) => JSON.stringify(i));
        expect(places(turned)).toEqual(places(items));
      }),
    );
  });
});
