import { describe, expect, it } from 'vitest';
import { dayName } from '#renderer/widget/times.ts';
import { say, WORDS, type Word } from '#renderer/widget/words.ts';

const names = Object.keys(WORDS.en) as Word[];
const braces = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the widget’s words', () => {
  it('are the same set in both languages, none empty, with the same things to fill in', () => {
    expect(Object.keys(WORDS.ja).sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(WORDS.ja[name].trim()).not.toBe('');
      expect(braces(WORDS.ja[name]), name).toEqual(braces(WORDS.en[name]));
    }
  });

  it('are Japanese in Japanese and English in English', () => {
    for (const name of names) {
      expect(WORDS.ja[name], name).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(WORDS.en[name], name).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    }
  });

  it('fill in names as they are', () => {
    expect(say(WORDS.ja, 'withAgent', { name: '$& {x}' })).toBe('$& {x}が対応しております');
  });
});

describe('days', () => {
  const now = new Date(2026, 10, 22, 9);
  it.each([
    [new Date(2026, 10, 22, 0, 1), '今日', 'Today'],
    [new Date(2026, 10, 21, 23, 59), '昨日', 'Yesterday'],
    [new Date(2026, 10, 13, 12), '11月13日(金)', 'Fri, 13 Nov'],
    [new Date(2025, 10, 14, 12), '2025年11月14日(金)', 'Fri, 14 Nov 2025'],
  ])('%s is %s and %s', (at, ja, en) => {
    expect(dayName(at, 'ja', now)).toBe(ja);
    expect(dayName(at, 'en', now)).toBe(en);
  });
});
