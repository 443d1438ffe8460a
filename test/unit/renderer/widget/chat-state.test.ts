import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answeringName,
  apply,
  isRead,
  mergeNewest,
  NO_CHAT,
  prepend,
  replaceWith,
  unreadCount,
  withItem,
} from '#renderer/widget/sync/chat-state.ts';
import { CUSTOMER, message } from './items.ts';

const seqs = (state: { messages: readonly { seq: number }[] }) => state.messages.map(({ seq }) => seq);
const known = { ...NO_CHAT, customerId: CUSTOMER };

describe('what the customer sees of the thread', () => {
  it('[TL4] stands in the order of happening, each once, in whatever order it comes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3]), (arriving) => {
        const state = arriving.reduce((s, seq) => withItem(s, message(seq)), NO_CHAT);
        expect(seqs(state)).toEqual([...new Set(arriving)].sort((a, b) => a - b));
      }),
    );
  });

  it('[TL5] holds messages that are for the customer and nothing else', () => {
    const note = { ...message(2), visibility: 'internal' as const };
    const state = [message(1), note, { customerId: CUSTOMER, seq: 3, hidden: true as const }].reduce(withItem, NO_CHAT);
    expect(seqs(state)).toEqual([1]);
  });

  it('[SY3] grows upward by pages, and by the newest page with all that was added since, wherever it stands', () => {
    const loaded = replaceWith(NO_CHAT, { items: [message(11), message(12)], before: 'p' });
    expect(seqs(prepend(loaded, { items: [message(9), message(10)] }))).toEqual([9, 10, 11, 12]);
    expect(prepend(loaded, { items: [] }).before).toBeUndefined();
    const newest = { items: [message(15), message(16)], before: 'q' };
    const merged = mergeNewest(loaded, newest, [message(13), message(14), message(15)]);
    expect(merged).toMatchObject({ before: 'p' });
    expect(seqs(merged)).toEqual([11, 12, 13, 14, 15, 16]);
  });

  it('counts what we said since the customer last read, and knows what of theirs was read', () => {
    const items = [message(1), message(2, { direction: 'out' }), message(3), message(4, { direction: 'out' })];
    const state = items.reduce(withItem, known);
    const mark = { type: 'read_marked', conversationId: CUSTOMER, at: '2026-11-22T03:00:00.000Z' } as const;
    expect(unreadCount(state)).toBe(2);
    expect(unreadCount(apply(state, { ...mark, by: 'customer', seq: 2 }))).toBe(1);
    const read = apply(state, { ...mark, by: 'agent', seq: 1 });
    expect(items.filter((item) => item.direction === 'in').map((item) => isRead(read, item))).toEqual([true, false]);
    // A mark only rises.
    expect(apply(read, { ...mark, by: 'agent', seq: 0 }).agentReadSeq).toBe(1);
    expect(answeringName(state)).toBe('青山');
  });

  it('[ID3] counts nothing on the record of before as unread', () => {
    const other = '01900000-0000-7000-8000-000000000002';
    const state = withItem(known, message(9, { direction: 'out', customerId: other }));
    expect(unreadCount(state)).toBe(0);
  });

  it('leaves the events of agents alone', () => {
    expect(apply(known, { type: 'hidden' })).toBe(known);
    expect(apply(known, { type: 'customer_changed', customerId: CUSTOMER })).toBe(known);
  });
});
