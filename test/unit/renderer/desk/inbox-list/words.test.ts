import { describe, expect, it } from 'vitest';
import { dueWords } from '#renderer/desk/features/inbox-list/due-words.ts';
import { rowWords } from '#renderer/desk/features/inbox-list/row-words.ts';
import { CATEGORIES, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { categoryWords } from '#renderer/i18n/category-words.ts';
import { inboxRow } from './rows.ts';

const now = new Date('2025-11-17T04:52:00.000Z');
const format = { locale: 'en', timeZone: 'Asia/Tokyo', now } as const;
const due = (kind: 'reply' | 'waiting' | 'promise', at: string) => ({ kind, at: `2025-11-17T${at}:00.000Z` });

describe('the time of a row', () => {
  it.each([
    ['since when a live customer waits', { customerWaitsSince: '2025-11-17T04:48:00.000Z' }, '4 min', 'calm'],
    ['since the last item, when nobody waits', {}, '2 min', 'calm'],
    ['live and over', { customerWaitsSince: '2025-11-17T04:40:00.000Z', due: due('reply', '04:45') }, '12 min', 'over'],
    ['an answer that is close', { section: 'needs_reply', due: due('reply', '04:58') }, '6 min left', 'soon'],
    ['an answer that is over', { section: 'needs_reply', due: due('reply', '04:38') }, '14 min over', 'over'],
    ['waiting until', { section: 'checking', due: due('waiting', '07:00') }, 'by 16:00', 'calm'],
    ['a promise that is over', { section: 'checking', due: due('promise', '03:52') }, '1 h over', 'over'],
  ] as const)('%s', (_, row, text, urgency) => {
    expect(dueWords(inboxRow(row), 'mine', format)).toEqual({ text, urgency });
  });
});

describe('a row among the promises', () => {
  const promise = (n: number, text: string, at: string) => ({
    id: `0199d000-0000-7000-8000-00000000000${n}`,
    conversationId: IDS.conversation,
    customerId: IDS.customer,
    text,
    dueAt: `2025-11-17T${at}:00.000Z`,
    state: 'open' as const,
  });
  const row = inboxRow({ promises: [promise(1, 'later', '09:00'), promise(2, 'a new tank', '08:00')] });

  it('is about the one that is due first', () => {
    expect(dueWords(row, 'promises', format)).toEqual({ text: 'by 17:00', urgency: 'calm' });
    const reader = { tab: 'promises', categories: [], locale: 'en', ownId: IDS.me } as const;
    expect(rowWords(row, reader).at(-1)).toBe('a new tank');
  });
});

describe('the second line of a row', () => {
  const reader = { tab: 'mine', categories: CATEGORIES, locale: 'en', ownId: IDS.me } as const;
  const row = inboxRow({ categoryId: CATEGORIES[1]?.id });

  it('is number, category and what was said', () => {
    expect(rowWords(row, reader)).toEqual(['#48213', 'Defect › Leak', '写真を送ります。']);
  });
  it('has the subject where there is one', () => {
    expect(rowWords({ ...row, subject: 'Re: tank' }, reader).at(-1)).toBe('Re: tank');
  });
  it('has whose it is among everybody’s', () => {
    const others = { ...row, owner: { type: 'agent' as const, id: IDS.kimura, name: '木村 拓' } };
    expect(rowWords(others, { ...reader, tab: 'all' })[1]).toBe('木村 拓');
    expect(rowWords(row, { ...reader, tab: 'all' })).toHaveLength(3);
  });
});

describe('the words of a category', () => {
  it('are its last two names', () => {
    expect(categoryWords(CATEGORIES, CATEGORIES[2]?.id, 'ja')).toBe('水漏れ › タンク');
    expect(categoryWords(CATEGORIES, CATEGORIES[0]?.id, 'ja')).toBe('不良');
  });
  it('are none for none', () => {
    expect(categoryWords(CATEGORIES, undefined, 'en')).toBe('');
    expect(categoryWords([], IDS.me, 'en')).toBe('');
  });
});
