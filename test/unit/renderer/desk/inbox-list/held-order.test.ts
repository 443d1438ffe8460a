import { describe, expect, it } from 'vitest';
import { holdOrder, type ListOrder, orderOf } from '#renderer/desk/features/inbox-list/held-order.ts';
import type { InboxSection } from '#shared/domain/conversation.ts';
import { inboxRow } from './rows.ts';

const rows = (...all: [string, InboxSection][]) =>
  all.map(([conversationId, section]) => inboxRow({ conversationId, section }));

const told = (order: ListOrder): string => order.map(({ section, ids }) => `${section}: ${ids.join(' ')}`).join(', ');

describe('the order of the list', () => {
  it('goes by section, and leaves out those with nothing in them', () => {
    const order = orderOf(rows(['a', 'live'], ['b', 'live'], ['c', 'checking']));
    expect(told(order)).toBe('live: a b, checking: c');
  });
});

describe('the order while the pointer is in the list', () => {
  const before = orderOf(rows(['a', 'live'], ['b', 'needs_reply'], ['c', 'needs_reply'], ['d', 'checking']));

  it('stays although urgency has changed', () => {
    const now = rows(['c', 'live'], ['a', 'needs_reply'], ['b', 'needs_reply'], ['d', 'checking']);
    expect(told(holdOrder(before, now, 'b'))).toBe(told(before));
  });

  it('keeps the place of a row that has left the list', () => {
    expect(told(holdOrder(before, rows(['d', 'checking']), 'd'))).toBe(told(before));
  });

  it('puts new rows at the end of the pointed section and of those below', () => {
    const now = rows(['x', 'needs_reply'], ['b', 'needs_reply'], ['y', 'waiting'], ['z', 'checking']);
    expect(told(holdOrder(before, now, 'b'))).toBe('live: a, needs_reply: b c x, waiting: y, checking: d z');
  });

  it('holds back what would push down the row under the pointer', () => {
    expect(told(holdOrder(before, rows(['x', 'live'], ['y', 'needs_reply']), 'd'))).toBe(told(before));
  });

  it('adds nothing while the pointer is on no row: what stands under it is not known', () => {
    expect(told(holdOrder(before, rows(['x', 'live'], ['y', 'resolved']), null))).toBe(told(before));
  });
});
