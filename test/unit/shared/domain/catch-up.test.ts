import { describe, expect, it } from 'vitest';
import { catchUp, catchUpLineSchema } from '#shared/domain/catch-up.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const CUSTOMER = '0190a000-0000-7000-8000-000000000001';
const ME = '0190a000-0000-7000-8000-00000000000a';
let seq = 0;

function item(kind: TimelineItem['kind'], data: object, over: Partial<TimelineItem> = {}): TimelineItem {
  seq += 1;
  const at = new Date(Date.UTC(2026, 3, 1, 1, seq)).toISOString();
  return {
    id: `0190a000-0000-7000-9000-${String(seq).padStart(12, '0')}`,
    customerId: CUSTOMER,
    seq,
    kind,
    data,
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    occurredAt: at,
    receivedAt: at,
    author: { type: 'customer' },
    historical: false,
    ...over,
  } as TimelineItem;
}
const by = (name: string, id = CUSTOMER) => ({ author: { type: 'agent', id, name }, direction: 'out' }) as const;
const tell = (items: TimelineItem[]) => catchUp(items, ME);

describe('what came while somebody was away', () => {
  it('counts messages by channel and by who wrote them, notes by author', () => {
    const items = [
      item('message', { text: 'a' }, { channel: 'line' }),
      item('message', { text: 'b' }, { channel: 'line' }),
      item('message', { text: 'c' }, { channel: 'email' }),
      item('message', { text: 'd' }, by('木村')),
      item('note', { text: 'e' }, by('木村')),
    ];
    expect(tell(items).map(({ what, channel, count, by: who }) => [what, channel, count, who])).toEqual([
      ['customer_wrote', 'line', 2, undefined],
      ['customer_wrote', 'email', 1, undefined],
      ['we_wrote', 'chat', 1, '木村'],
      ['noted', 'chat', 1, '木村'],
    ]);
  });

  it('leaves out one’s own acts, what was imported, and what nobody needs to be told', () => {
    const items = [
      item('message', { text: 'mine' }, by('me', ME)),
      item('message', { text: 'old' }, { historical: true }),
      item('system', { event: 'conversation_opened' }),
      item('browse', { title: 'Shoes' }),
    ];
    expect(tell(items)).toEqual([]);
  });

  it('tells the newest state of an order, a promise and a handoff once, pointing at all of it', () => {
    const party = { type: 'agent', id: CUSTOMER, name: '木村' };
    const items = [
      item('order', { number: 'A-1', state: 'paid', items: [] }),
      item('order', { number: 'A-1', state: 'shipped', items: [] }),
      item('commitment', { commitmentId: CUSTOMER, event: 'made', text: '電話', dueAt: '2026-04-01T08:00:00Z' }),
      item('commitment', { commitmentId: CUSTOMER, event: 'broken', text: '電話', dueAt: '2026-04-01T08:00:00Z' }),
      item('handoff', {
        handoffId: CUSTOMER,
        event: 'offered',
        from: party,
        to: party,
        channelFrom: 'chat',
        channelTo: 'chat',
      }),
      item('handoff', {
        handoffId: CUSTOMER,
        event: 'completed',
        from: party,
        to: party,
        channelFrom: 'chat',
        channelTo: 'chat',
      }),
    ];
    const lines = tell(items);
    expect(lines.map(({ what, state, about, count }) => [what, state, about, count])).toEqual([
      ['order', 'shipped', 'A-1', 2],
      ['promise', 'broken', '電話', 2],
      ['handoff', 'completed', undefined, 2],
    ]);
    expect(lines[0]?.items).toHaveLength(2);
  });

  it('tells each call for itself, with who answered and for how long', () => {
    const items = [
      item('call', { durationSec: 240, outcome: 'answered', agentName: '木村' }, { channel: 'phone' }),
      item('call', { durationSec: 0, outcome: 'missed' }, { channel: 'phone' }),
    ];
    expect(tell(items)).toMatchObject([
      { what: 'call', by: '木村', seconds: 240, state: 'answered' },
      { what: 'call', state: 'missed' },
    ]);
  });

  it('is twelve lines at most, the rest told as one; every line fits the wire and points at items', () => {
    const items = Array.from({ length: 40 }, (_, n) => item('order', { number: `A-${n}`, state: 'paid', items: [] }));
    const lines = tell(items);
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toMatchObject({ what: 'other', count: 29 });
    expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    for (const line of lines) expect(catchUpLineSchema.parse(line)).toEqual(line);
  });
});
