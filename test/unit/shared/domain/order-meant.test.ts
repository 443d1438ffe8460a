import { describe, expect, it } from 'vitest';
import { orderMeant } from '#shared/domain/order-meant.ts';

const now = new Date('2026-11-22T00:00:00Z');
const card = (number: string, placedAt: string) => ({ number, placedAt });

describe('the order that a reply means', () => {
  it('is the only one of the last 90 days', () => {
    const old = card('A-1', '2026-01-01T00:00:00Z');
    expect(orderMeant([card('A-2', '2026-11-20T00:00:00Z'), old], now)).toBe('A-2');
    expect(orderMeant([old], now)).toBeUndefined();
  });

  it('is not guessed where there are two', () => {
    const two = [card('A-2', '2026-11-20T00:00:00Z'), card('A-3', '2026-11-21T00:00:00Z')];
    expect(orderMeant(two, now)).toBeUndefined();
  });
});
