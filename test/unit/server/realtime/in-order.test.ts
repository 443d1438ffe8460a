import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TopicChange } from '#server/domains/topics/hydrate.service.ts';
import { createInOrder } from '#server/realtime/in-order.ts';

const at = new Date('2026-04-01T01:00:00Z');
const change = (version: number, topic = 'customer:a'): TopicChange => ({
  topic,
  version,
  at,
  event: { type: 'item_added', seq: version },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function passed() {
  const versions: number[] = [];
  const inOrder = createInOrder(({ version }) => versions.push(version));
  return { inOrder, versions };
}

it('[TL2] what overtook another waits for it', () => {
  const { inOrder, versions } = passed();
  for (const version of [7, 10, 9, 8, 11]) inOrder.take(change(version));
  expect(versions).toEqual([7, 8, 9, 10, 11]);
});

it('[SY3] what it waited for may never come: it is passed on soon, and the followers see the gap', () => {
  const { inOrder, versions } = passed();
  for (const version of [1, 4, 3]) inOrder.take(change(version));
  expect(versions).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(versions).toEqual([1, 3, 4]);
  inOrder.take(change(5));
  inOrder.take(change(2));
  expect(versions).toEqual([1, 3, 4, 5, 2]);
});

it('topics do not wait for each other, and one that nobody followed begins anew', () => {
  const { inOrder, versions } = passed();
  inOrder.take(change(1));
  inOrder.take(change(3));
  inOrder.take(change(30, 'customer:b'));
  inOrder.forget('customer:a');
  inOrder.take(change(9));
  vi.advanceTimersByTime(100);
  expect(versions).toEqual([1, 30, 9]);
});
