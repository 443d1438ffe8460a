import { describe, expect, it } from 'vitest';
import { buyings } from '#shared/domain/journey/buyings.ts';
import { isAnswer, isContact, isTouchpoint, touchOf } from '#shared/domain/journey/touch.ts';
import { pathOf } from '#shared/domain/journey/view.ts';
import { wordsOf, wordsShared } from '#shared/domain/journey/words-shared.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { CUSTOMER, makeTouch, T0 } from '#test/support/factories/touches.ts';

const item = (over: Record<string, unknown>): TimelineItem =>
  ({
    id: CUSTOMER,
    customerId: CUSTOMER,
    seq: 1,
    kind: 'message',
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    occurredAt: new Date(T0).toISOString(),
    receivedAt: new Date(T0).toISOString(),
    author: { type: 'customer' },
    historical: false,
    data: { text: 'こんにちは' },
    ...over,
  }) as TimelineItem;

describe('what journeys read of an item', () => {
  it('is the customer’s own words, our answers, and nothing that the hub writes by itself', () => {
    const said = touchOf(item({}));
    expect(said).toMatchObject({ kind: 'message', text: 'こんにちは', at: T0, conversationId: null });
    expect(said !== null && isTouchpoint(said) && isContact(said)).toBe(true);
    const answer = touchOf(item({ direction: 'out', author: { type: 'agent' } }));
    expect(answer).toMatchObject({ kind: 'message', text: null });
    expect(answer !== null && isAnswer(answer) && !isTouchpoint(answer)).toBe(true);
    expect(touchOf(item({ direction: 'out', author: { type: 'system' } }))).toBeNull();
    expect(touchOf(item({ kind: 'note', direction: 'none' }))).toBeNull();
  });

  it('[CV10] is no contact where the words are a thank-you and nothing else', () => {
    const thanks = { text: 'ありがとうございました！' };
    const told = touchOf(item({ data: thanks }));
    expect(told).toMatchObject({ kind: 'message', state: 'thanks' });
    expect(told !== null && isTouchpoint(told) && !isContact(told)).toBe(true);
    const photo = touchOf(item({ data: { ...thanks, attachments: [{ name: 'ひび.jpg' }] } }));
    expect(photo !== null && isContact(photo)).toBe(true);
  });

  it('is no new state of an order where we acted on it, and of the conversation only its end', () => {
    const order = { number: 'W1', state: 'paid', items: [{ name: 'ミル', quantity: 1 }] };
    expect(touchOf(item({ kind: 'order', data: order }))).toMatchObject({
      about: 'W1',
      goods: ['ミル'],
      state: 'paid',
    });
    expect(touchOf(item({ kind: 'order', data: { ...order, act: { id: CUSTOMER } } }))).toBeNull();
    expect(touchOf(item({ kind: 'system', data: { event: 'resolved' } }))).toMatchObject({ kind: 'resolved' });
    expect(touchOf(item({ kind: 'system', data: { event: 'reopened' } }))).toBeNull();
  });

  it('is a score as a share of the best, whatever it was out of', () => {
    const share = (kind: string, data: object) => touchOf(item({ kind, data }))?.score;
    expect(share('survey', { score: 4, outOf: 5 })).toBe(0.8);
    expect(share('survey', { score: 9, outOf: 10 })).toBe(0.9);
    expect(share('review', { score: 4 })).toBe(0.8);
    expect(share('review', { score: 9 })).toBe(0.9);
    expect(share('review', { text: 'よい' })).toBeNull();
  });
});

describe('what was bought', () => {
  it('is each order once, by its first word, unless it was cancelled, and each receipt', () => {
    const order = (about: string, state: string) => makeTouch({ kind: 'order', about, state });
    const [a, b, c] = [order('A', 'placed'), order('B', 'placed'), makeTouch({ kind: 'purchase' })];
    expect(buyings([a, b, c, order('A', 'shipped'), order('B', 'cancelled'), order('A', 'delivered')])).toEqual([a, c]);
  });
});

describe('words said again', () => {
  it('are whole words of Latin script and pairs of Japanese characters, whatever their width and case', () => {
    const one = wordsOf('When does the BLUE umbrella of order W2611340 arrive at home?');
    const other = wordsOf('when does the blue ｕｍｂｒｅｌｌａ of order w2611340 arrive');
    if (one === null || other === null) throw new Error('both are long enough');
    expect(wordsShared(other, one)).toBe(1);
    expect(wordsShared(one, other)).toBeCloseTo(9 / 11, 9);
    expect(wordsOf('Thank you very much')).toBeNull();
    expect(wordsOf('ありがとう')).toBeNull();
  });
});

describe('a way over channels', () => {
  it('is read back as it was written; what is no channel is left out', () => {
    expect(pathOf('phone>chat>email')).toEqual(['phone', 'chat', 'email']);
    expect(pathOf('phone>pigeon')).toEqual(['phone']);
  });
});
