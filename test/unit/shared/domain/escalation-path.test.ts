import { describe, expect, it } from 'vitest';
import { escalationPath } from '#shared/domain/escalation-path.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const CUSTOMER = '0198c0de-0000-7000-8000-000000000001';
const CHAT = '0198c0de-0000-7000-8000-0000000000c1';
const MAIL = '0198c0de-0000-7000-8000-0000000000c2';
let seq = 0;

function item(at: string, over: Record<string, unknown>): TimelineItem {
  seq++;
  return {
    id: `0198c0de-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    customerId: CUSTOMER,
    seq,
    kind: 'message',
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    conversationId: CHAT,
    occurredAt: `2026-04-0${at}:00.000Z`,
    receivedAt: `2026-04-0${at}:00.000Z`,
    author: { type: 'customer' },
    historical: false,
    data: { text: '' },
    ...over,
  } as TimelineItem;
}

const kimura = { type: 'agent', id: '0198c0de-0000-7000-8000-0000000000a1', name: '木村' };

describe('the path to an escalation', () => {
  it('is its legs over channels with the customer’s first words, and who of ours was on each', () => {
    const { steps, agents } = escalationPath(
      [
        item('1T00:30', {
          kind: 'visit',
          channel: 'store',
          conversationId: undefined,
          data: { store: '銀座店', staff: '林', summary: '水タンクをお求め' },
        }),
        item('1T02:00', { kind: 'call', channel: 'phone', data: { summary: 'ひび割れのご連絡', agentName: '木村' } }),
        item('1T02:10', { direction: 'out', author: kimura, data: { text: '写真をお送りください' } }),
        item('1T02:20', { data: { text: '写真です。\n 左側に ひび' } }),
        item('1T02:21', { data: { text: '返事をください' } }),
        item('2T09:00', { channel: 'email', conversationId: MAIL, data: { text: 'まだでしょうか' } }),
      ],
      CHAT,
    );
    expect(steps.map(({ channel, words, agent, conversationId }) => [channel, words, agent, conversationId])).toEqual([
      ['store', '水タンクをお求め', '林', CHAT],
      ['phone', 'ひび割れのご連絡', '木村', CHAT],
      ['chat', '写真です。 左側に ひび', '木村', CHAT],
      ['email', 'まだでしょうか', undefined, MAIL],
    ]);
    expect(agents).toBe(2);
    expect(steps[2]?.item?.seq).toBe(4);
  });

  it('begins another leg after a long silence, and shows a file by its name where nothing is said', () => {
    const { steps } = escalationPath(
      [
        item('1T00:00', { data: { text: '', attachments: [{ name: 'hibi.jpg' }] } }),
        item('1T11:59', { data: { text: 'もしもし' } }),
        item('2T12:30', { data: { text: 'x'.repeat(500) } }),
        item('2T12:40', { kind: 'note', direction: 'none', data: { text: '社内メモ' } }),
      ],
      CHAT,
    );
    expect(steps.map(({ words }) => words)).toEqual(['hibi.jpg', 'x'.repeat(300)]);
  });

  it('is empty where nobody got in touch', () => {
    expect(escalationPath([], CHAT)).toEqual({ steps: [], agents: 0 });
  });
});
