import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyThreadEvent,
  emptyThread,
  mergeConversations,
  pageAfter,
  pageBefore,
  pageReplaced,
  type ThreadState,
} from '#renderer/state/thread-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { compareItems, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';

const customerId = '0190a000-0000-7000-8000-000000000001';
const conversationId = '0190a000-0000-7000-8000-0000000000c1';
const minute = (n: number) => new Date(Date.parse('2026-04-01T01:00:00Z') + n * 60_000).toISOString();

function item(seq: number, atMinute = seq, over: Partial<TimelineItem> = {}): TimelineItem {
  return {
    id: `0190a000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    customerId,
    seq,
    kind: 'message',
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    occurredAt: minute(atMinute),
    receivedAt: minute(atMinute),
    author: { type: 'customer' },
    historical: false,
    data: { text: `m${seq}` },
    ...over,
  } as TimelineItem;
}
const hidden = (seq: number): MaybeHiddenItem => ({ customerId, seq, hidden: true });
const seqs = (state: ThreadState) => state.items.map(({ seq }) => seq);
const opened = (items: MaybeHiddenItem[], ends: { older?: boolean; newer?: boolean } = {}) =>
  pageReplaced(emptyThread(customerId), { items, older: ends.older ?? false, newer: ends.newer ?? false });
const added = (state: ThreadState, one: MaybeHiddenItem) => applyThreadEvent(state, { type: 'item_added', item: one });

it('[TL4] a late item takes its place by time; the same event twice changes nothing', () => {
  const state = added(added(opened([item(1, 1), item(2, 5)]), item(3, 3)), item(3, 3));
  expect(seqs(state)).toEqual([1, 3, 2]);
  expect(state.lastSeq).toBe(3);
});

it('[TL5] hidden items keep the place the hub gave them, and count', () => {
  const state = added(opened([item(1), hidden(2), item(3)]), hidden(4));
  expect(seqs(state)).toEqual([1, 2, 3, 4]);
  expect(state.lastSeq).toBe(4);
});

it('what comes while one reads the past is counted, not shown; at the newest end it is shown', () => {
  const past = added(added(opened([item(1), item(2)], { newer: true }), item(8)), item(9));
  expect([seqs(past), past.arrived, past.lastSeq]).toEqual([[1, 2], 2, 9]);
  const late = added(past, item(10, 1));
  expect(seqs(late)).toEqual([1, 10, 2]);
  const joined = pageAfter(past, { items: [item(3), item(8), item(9)], older: true, newer: false });
  expect([seqs(joined), joined.arrived]).toEqual([[1, 2, 3, 8, 9], 0]);
});

it('what is older than the stretch is left for its page', () => {
  const state = added(opened([item(5), item(6)], { older: true }), item(7, 1));
  expect(seqs(state)).toEqual([5, 6]);
  expect(seqs(pageBefore(state, { items: [item(7, 1), item(4)], older: false, newer: true }))).toEqual([7, 4, 5, 6]);
});

it('a filtered thread takes only what it shows', () => {
  const filtered = pageReplaced(emptyThread(customerId), { items: [item(1)], older: false, newer: false }, ['chat']);
  const state = added(added(added(filtered, item(2, 2, { channel: 'phone' })), hidden(3)), item(4));
  expect([seqs(state), state.lastSeq]).toEqual([[1, 4], 4]);
});

it('delivery marks stay, also when a page read earlier comes later', () => {
  const sent = { state: 'sent', at: minute(2) } as const;
  const read = { state: 'read', at: minute(9) } as const;
  const state = applyThreadEvent(opened([item(1, 1, { direction: 'out', delivery: sent })]), {
    type: 'delivery_changed',
    customerId,
    seq: 1,
    delivery: read,
  });
  const merged = pageBefore(state, {
    items: [item(1, 1, { direction: 'out', delivery: sent })],
    older: false,
    newer: false,
  });
  expect(merged.items[0]).toMatchObject({ delivery: read });
});

it('read marks only rise', () => {
  const mark = (seq: number) => ({ type: 'read_marked', conversationId, by: 'customer', seq, at: minute(1) }) as const;
  const state = [5, 3, 6].reduce((thread, seq) => applyThreadEvent(thread, mark(seq)), opened([]));
  expect(state.readMarks).toEqual({ [conversationId]: { customer: 6 } });
});

it('what was sent before a customer’s mark is read, what came after it or failed is not', () => {
  const out = (seq: number, state: 'sent' | 'failed') =>
    item(seq, seq, { direction: 'out', conversationId, delivery: { state, at: minute(seq) } });
  const state = applyThreadEvent(opened([out(1, 'sent'), out(2, 'failed'), out(3, 'sent')]), {
    type: 'read_marked',
    conversationId,
    by: 'customer',
    seq: 2,
    at: minute(9),
  });
  expect(state.items.map((one) => ('delivery' in one ? one.delivery?.state : null))).toEqual([
    'read',
    'failed',
    'sent',
  ]);
});

it('an erased item leaves its place', () => {
  const state = applyThreadEvent(opened([item(1), item(2), item(3)]), { type: 'item_redacted', customerId, seq: 2 });
  expect(state.items[1]).toEqual(hidden(2));
});

it('[TL4] in whatever order events and pages come, the thread is in order and whole', () => {
  const times = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(times, fc.func(fc.nat()), fc.nat(30), (minutes, shuffle, split) => {
      const items = minutes.map((atMinute, index) => item(index + 1, atMinute));
      const ordered = [...items].sort(compareItems);
      const page = ordered.slice(0, split);
      const events = [...items].sort((a, b) => shuffle(a.seq) - shuffle(b.seq));
      const state = events.reduce(added, opened(page));
      expect(seqs(state)).toEqual(ordered.map(({ seq }) => seq));
    }),
  );
});

it('of two states of a conversation the later owner, then the later item, is kept', () => {
  const conversation = (epoch: number, lastItemAt: string) =>
    ({ id: conversationId, epoch, lastItemAt }) as Conversation;
  const kept = (...states: Conversation[]) =>
    states
      .reduce((known, one) => mergeConversations(known, [one]), new Map() as ReadonlyMap<string, Conversation>)
      .get(conversationId);
  expect(kept(conversation(3, minute(1)), conversation(2, minute(5)))).toMatchObject({ epoch: 3 });
  expect(kept(conversation(3, minute(4)), conversation(3, minute(1)))).toMatchObject({ lastItemAt: minute(4) });
});

it('what its topic tells of a conversation is the truth though the hub’s clock was set back, but not over a later owner', () => {
  const known = new Map([[conversationId, { id: conversationId, epoch: 3, lastItemAt: minute(59) } as Conversation]]);
  const told = (epoch: number) =>
    mergeConversations(known, [{ id: conversationId, epoch, lastItemAt: minute(1) } as Conversation], { isTold: true });
  expect(told(3).get(conversationId)).toMatchObject({ lastItemAt: minute(1) });
  expect(told(2).get(conversationId)).toMatchObject({ epoch: 3, lastItemAt: minute(59) });
});
