import { describe, expect, it } from 'vitest';
import type { Written } from '#renderer/desk/app/written.ts';
import { proposalsOf } from '#renderer/desk/features/promises/proposals.ts';
import type { Commitment } from '#shared/domain/conversation.ts';

const CUSTOMER = '0190a000-0000-7000-8000-000000000001';
const hours = { timeZone: 'Asia/Tokyo', calendar: null };
const now = new Date('2026-11-18T01:00:00Z');
const DUE = '2026-11-18T08:00:00.000Z';
const wrote = (text: string, over: Partial<Written> = {}): Written => ({
  act: 'message',
  text,
  item: { customerId: CUSTOMER, seq: 7 },
  at: now,
  ...over,
});
const owed = (text: string, over: Partial<Commitment> = {}): Commitment => ({
  id: CUSTOMER,
  conversationId: CUSTOMER,
  customerId: CUSTOMER,
  text,
  dueAt: DUE,
  state: 'open',
  ...over,
});
const ask = (written: Written | undefined, over: Partial<Parameters<typeof proposalsOf>[0]> = {}) =>
  proposalsOf({ written, owed: [], answered: new Set(), hours, now, ...over });

describe('what is asked after something was written', () => {
  it('is each promise in it, with the item that has the words', () => {
    const [first, ...rest] = ask(wrote('17時までにお電話いたします。'));
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: 'make', written: { item: { seq: 7 } } });
    expect(first?.kind === 'make' && first.dueAt.toISOString()).toBe(DUE);
  });

  it('is nothing when there is none, when it was answered, when it is owed already, and when it is over', () => {
    const written = wrote('17時までにお電話いたします。');
    const [first] = ask(written);
    expect(ask(undefined)).toEqual([]);
    expect(ask(wrote('承知いたしました。'))).toEqual([]);
    expect(ask(written, { answered: new Set([first?.key ?? '']) })).toEqual([]);
    expect(ask(written, { owed: [owed('お電話')] })).toEqual([]);
    expect(ask(written, { now: new Date('2026-11-18T08:00:00Z') })).toEqual([]);
  });

  it('also is whether a call has kept the promise of one, and an answer any other; a note keeps none', () => {
    const promise = owed('17時までにお電話いたします。');
    const call = wrote('つながりました。解決済み。', { act: 'call', item: undefined });
    expect(ask(call, { owed: [promise] })).toMatchObject([{ kind: 'keep', promise: { id: CUSTOMER } }]);
    expect(ask(call, { owed: [owed('返金します')] })).toEqual([]);
    expect(ask(wrote('返金いたしました。'), { owed: [owed('返金します')] })).toMatchObject([{ kind: 'keep' }]);
    expect(ask(wrote('返金済み', { act: 'note' }), { owed: [owed('返金します')] })).toEqual([]);
  });

  it('is not whether the very message that made a promise has kept it', () => {
    const item = { customerId: CUSTOMER, seq: 7 };
    expect(ask(wrote('明日までに発送いたします。'), { owed: [owed('発送', { item })] })).not.toContainEqual(
      expect.objectContaining({ kind: 'keep' }),
    );
  });
});
