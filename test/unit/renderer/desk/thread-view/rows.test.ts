import { describe, expect, it } from 'vitest';
import { linesOf } from '#renderer/desk/features/thread-view/folded-text.tsx';
import { outgoingState } from '#renderer/desk/features/thread-view/outgoing-state.ts';
import { isLate, rowsOf } from '#renderer/desk/features/thread-view/rows.ts';
import { IDS, itemSaid } from '#renderer/desk/stories/fake-desk.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const at = (time: string): Partial<TimelineItem> => ({ occurredAt: time, receivedAt: time });
const line = (text: string) => ({ text, items: [] });
const BRIEF = { wants: [line('写真を見てほしい')], done: [], promised: [], next: [], identity: [] };

function handoff(seq: number, event: string, brief?: typeof BRIEF): TimelineItem {
  const data = {
    handoffId: '0199a000-0000-7000-8000-000000000900',
    event,
    from: { type: 'agent', id: IDS.kimura, name: '木村 拓' },
    to: { type: 'agent', id: IDS.me, name: '青山 さくら' },
    channelFrom: 'chat',
    channelTo: 'chat',
    bounces: 0,
    ...(brief && { brief }),
  };
  return itemSaid(seq, '', { kind: 'handoff', data, direction: 'none' } as Partial<TimelineItem>);
}

const shape = (items: Parameters<typeof rowsOf>[0]) =>
  rowsOf(items, 'Asia/Tokyo').map((row) =>
    row.kind === 'day' ? 'day' : `${row.item.seq}${row.continued ? ' continued' : ''}${row.brief ? ' brief' : ''}`,
  );

describe('rows of a thread', () => {
  it('puts a day mark where a day of the workspace begins', () => {
    const items = [
      itemSaid(1, 'a', at('2025-11-16T14:59:00.000Z')),
      itemSaid(2, 'b', at('2025-11-16T15:00:00.000Z')),
      itemSaid(3, 'c', at('2025-11-16T15:30:00.000Z')),
    ];
    expect(shape(items)).toEqual(['day', '1', 'day', '2', '3']);
  });

  it('keeps messages of one author within two minutes together, and no others', () => {
    const items = [
      itemSaid(1, 'a', at('2025-11-17T04:00:00.000Z')),
      itemSaid(2, 'b', at('2025-11-17T04:01:59.000Z')),
      itemSaid(3, 'c', at('2025-11-17T04:03:59.000Z')),
      itemSaid(4, 'd', {
        ...at('2025-11-17T04:04:00.000Z'),
        direction: 'out',
        author: { type: 'agent', name: '青山' },
      }),
      itemSaid(5, 'e', {
        ...at('2025-11-17T04:04:10.000Z'),
        direction: 'out',
        author: { type: 'agent', name: '木村' },
      }),
    ];
    expect(shape(items)).toEqual(['day', '1', '2 continued', '3', '4', '5']);
  });

  it('ties an offer and its completion into one knot, which keeps the brief', () => {
    expect(shape([handoff(1, 'offered', BRIEF), handoff(2, 'accepted'), handoff(3, 'completed')])).toEqual([
      'day',
      '3 brief',
    ]);
    expect(shape([handoff(1, 'offered', BRIEF), handoff(2, 'declined')])).toEqual(['day', '1', '2']);
    expect(shape([handoff(1, 'offered', BRIEF), handoff(2, 'invited'), handoff(3, 'lapsed')])).toEqual([
      'day',
      '2',
      '3',
    ]);
    expect(shape([handoff(1, 'offered'), handoff(2, 'joined'), handoff(3, 'completed')])).toEqual(['day', '2', '3']);
  });

  it('[TL5] shows nothing of a hidden item, and counts it as passed with the row before it', () => {
    const items = [
      itemSaid(1, 'a'),
      { customerId: IDS.customer, seq: 2, hidden: true } as const,
      itemSaid(3, 'b', { author: { type: 'agent', name: '青山' } }),
    ];
    expect(shape(items)).toEqual(['day', '1', '3']);
    expect(rowsOf(items, 'Asia/Tokyo').map(({ upTo }) => upTo)).toEqual([-1, 1, 2]);
  });

  it('keys rows by customer and seq', () => {
    expect(rowsOf([itemSaid(7, 'a')], 'Asia/Tokyo')[1]?.key).toBe(`${IDS.customer}/7`);
  });
});

describe('what a row says of its item', () => {
  it('[TL4] calls an item late that reached the hub over five minutes after it happened, unless it is history', () => {
    const late = { occurredAt: '2025-11-17T04:00:00.000Z', receivedAt: '2025-11-17T04:06:00.000Z' };
    expect(isLate(itemSaid(1, 'a', late))).toBe(true);
    expect(isLate(itemSaid(1, 'a', { ...late, historical: true }))).toBe(false);
    expect(isLate(itemSaid(1, 'a', { ...late, receivedAt: '2025-11-17T04:05:00.000Z' }))).toBe(false);
  });

  it('takes an outgoing message as read when the customer read it or one after it', () => {
    const out = itemSaid(5, 'a', { direction: 'out' });
    expect(outgoingState(out, {})).toBe('sent');
    expect(outgoingState(out, { [IDS.conversation]: { customer: 4 } })).toBe('sent');
    expect(outgoingState(out, { [IDS.conversation]: { customer: 5 } })).toBe('read');
    expect(outgoingState(itemSaid(5, 'a'), { [IDS.conversation]: { customer: 5 } })).toBeNull();
    const failed = itemSaid(5, 'a', {
      direction: 'out',
      delivery: { state: 'failed', at: '2025-11-17T04:00:00.000Z' },
    });
    expect(outgoingState(failed, { [IDS.conversation]: { customer: 9 } })).toBe('failed');
  });

  it('reckons lines, Japanese ones as wider', () => {
    expect(linesOf('a\nb')).toBe(2);
    expect(linesOf('あ'.repeat(80))).toBe(2);
    expect(linesOf('a'.repeat(80))).toBe(2);
    expect(linesOf('a'.repeat(76))).toBe(1);
  });
});
