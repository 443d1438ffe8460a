import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedFindings } from '#renderer/desk/features/composer/moved-findings.ts';
import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';

const at = (text: string, start: number, found: string): WordingFinding => {
  expect(text.slice(start, start + found.length)).toBe(found);
  return { ruleId: 'r', found, start, end: start + found.length, reason: '', level: 'warn' };
};
const placesOf = (found: string, before: string, start: number, now: string) =>
  movedFindings([at(before, start, found)], before, now).map((one) => one.start);

describe('a finding, when something is written or taken away meanwhile', () => {
  it.each([
    {
      what: 'before it',
      before: '了解、出来ません',
      start: 3,
      found: '出来',
      now: 'はい、了解、出来ません',
      places: [6],
    },
    {
      what: 'the same words before it',
      before: '了解',
      start: 0,
      found: '了解',
      now: 'https://了解/ 了解',
      places: [12],
    },
    { what: 'behind it', before: '出来ません', start: 0, found: '出来', now: '出来ませんので', places: [0] },
    {
      what: 'taken away before it',
      before: 'まだ。出来ません',
      start: 3,
      found: '出来',
      now: '出来ません',
      places: [0],
    },
    { what: 'in it', before: '了解しました', start: 0, found: '了解しました', now: '了解いたしました', places: [] },
    { what: 'over it', before: '了解しました', start: 0, found: '了解', now: '', places: [] },
  ])('$what', ({ before, start, found, now, places }) => {
    expect(placesOf(found, before, start, now)).toEqual(places);
  });

  it('is where its words are, or not there', () => {
    const words = fc.stringMatching(/^[あい了解]{0,8}$/u);
    fc.assert(
      fc.property(words, words, words, words, (head, taken, put, tail) => {
        const [before, now] = [`${head}${taken}了解${tail}`, `${head}${put}了解${tail}`];
        const [moved] = movedFindings([at(before, head.length + taken.length, '了解')], before, now);
        if (moved !== undefined) expect(now.slice(moved.start, moved.end)).toBe('了解');
      }),
    );
  });
});
