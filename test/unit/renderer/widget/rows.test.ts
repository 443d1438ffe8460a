import { describe, expect, it } from 'vitest';
import { type Message, NO_CHAT, withItem } from '#renderer/widget/sync/chat-state.ts';
import type { Outbox } from '#renderer/widget/sync/outbox.ts';
import { type Bubble, rowsOf } from '#renderer/widget/view/rows.ts';
import { WORDS } from '#renderer/widget/words.ts';
import { CUSTOMER, message } from './items.ts';

const now = new Date(2026, 10, 22, 21);

function rows(
  messages: readonly Message[],
  over: { outbox?: Outbox; agentReadSeq?: number; isUp?: boolean; before?: string } = {},
) {
  const { outbox = [], agentReadSeq = 0, isUp = true, before } = over;
  const thread = { ...messages.reduce(withItem, { ...NO_CHAT, customerId: CUSTOMER }), agentReadSeq, before };
  return rowsOf({ thread, outbox, greeting: 'ようこそ', isUp, words: WORDS.ja, locale: 'ja', now });
}
const bubbles = (of: ReturnType<typeof rows>) => of.filter((row): row is Bubble => row.type === 'bubble');

describe('the rows of the conversation', () => {
  it('begin with the greeting at the very start only', () => {
    expect(rows([])).toEqual([{ type: 'system', key: 'greeting', text: 'ようこそ' }]);
    expect(rows([message(1)], { before: 'p' })[0]).toMatchObject({ type: 'day' });
  });

  it('mark each day once', () => {
    const yesterday = message(1, { occurredAt: new Date(2026, 10, 21, 12).toISOString() });
    const days = rows([yesterday, message(2), message(3)]).filter(({ type }) => type === 'day');
    expect(days.map((row) => 'text' in row && row.text)).toEqual(['昨日', '今日']);
  });

  it('say the time under the last of a group, and where reading stopped', () => {
    const group = bubbles(rows([message(1), message(2), message(3)], { agentReadSeq: 2 }));
    expect(group.map(({ foot }) => foot.replace(/\d\d:\d\d/, 'T'))).toEqual(['', 'T 既読', 'T']);
    expect(group.map(({ starts }) => starts)).toEqual([true, false, false]);
  });

  it('say who took over between two of ours, and nothing when the same goes on', () => {
    const ours = (seq: number, name: string) =>
      message(seq, { direction: 'out', author: { type: 'agent', id: name, name } });
    const said = rows([ours(1, '木村'), ours(2, '木村'), ours(3, '青山')]).filter(({ type }) => type === 'system');
    expect(said.map((row) => 'text' in row && row.text)).toEqual([
      'ようこそ',
      '担当が青山に代わりました。これまでの内容は引き継いでおります。',
    ]);
  });

  it('end with what is on its way: sending, waiting for the line, or refused with the reason', () => {
    const entry = { id: 'x', visitorId: 'v', said: { text: '書いた' }, at: now.toISOString(), attempted: false };
    expect(bubbles(rows([], { outbox: [entry] }))[0]).toMatchObject({ side: 'me', foot: '送信中', failed: null });
    expect(bubbles(rows([], { outbox: [entry], isUp: false }))[0]).toMatchObject({ foot: '送信待ち' });
    expect(bubbles(rows([], { outbox: [{ ...entry, refused: '理由' }] }))[0]).toMatchObject({
      foot: '',
      failed: '理由',
    });
  });
});
