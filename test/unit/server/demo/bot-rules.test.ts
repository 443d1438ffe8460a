import { describe, expect, it } from 'vitest';
import { nextMove } from '#server/demo/bot/rules.ts';

type Said = Parameters<typeof nextMove>[0]['said'];
const talk = (...lines: readonly [by: 'customer' | 'bot', text: string][]): { said: Said } => ({
  said: lines.map(([by, text], index) => ({ by, text, at: '2026-11-01T00:00:00.000Z', seq: index + 1 })),
});

describe('the demo’s bot', () => {
  it('asks what it is about, then for the order, then hands over with both', () => {
    const hello = nextMove(talk(['customer', 'こんにちは']), 'ja');
    expect(hello).toMatchObject({ act: 'say', text: expect.stringContaining('自動応答です') });
    const first = hello.act === 'say' ? hello.text : '';
    const order = nextMove(talk(['customer', 'こんにちは'], ['bot', first], ['customer', '配送について']), 'ja');
    expect(order).toMatchObject({ act: 'say', text: expect.stringContaining('ご注文番号') });
    const second = order.act === 'say' ? order.text : '';
    const said = talk(
      ['customer', 'こんにちは'],
      ['bot', first],
      ['customer', '配送について'],
      ['bot', second],
      ['customer', '１００２３ です'],
    );
    expect(nextMove(said, 'ja')).toEqual({
      act: 'hand-over',
      intent: { code: 'delivery', text: '配送状況について' },
      fields: [{ label: 'ご注文番号', value: '10023' }],
    });
  });

  it('hands over at once when a person is asked for, in either language', () => {
    for (const [text, locale] of [
      ['担当者をお願いします', 'ja'],
      ['I want to talk to a human', 'en'],
    ] as const) {
      expect(nextMove(talk(['customer', text]), locale)).toMatchObject({
        act: 'hand-over',
        intent: { code: 'person' },
      });
    }
  });

  it('hands over when it does not understand a second time, and takes no number as the order’s that is none', () => {
    const hello = nextMove(talk(['customer', 'asdf']), 'en');
    const first = hello.act === 'say' ? hello.text : '';
    expect(nextMove(talk(['customer', 'asdf'], ['bot', first], ['customer', 'qwer 12']), 'en')).toEqual({
      act: 'hand-over',
      intent: { code: 'unknown', text: 'The bot did not understand' },
      fields: [],
    });
  });
});
