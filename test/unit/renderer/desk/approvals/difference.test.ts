import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '#renderer/desk/features/approvals/difference.ts';
import { cpuMsOf } from '#test/support/cpu-time.ts';

const join = (pieces: ReturnType<typeof differenceOf>, not: 'added' | 'removed'): string =>
  pieces
    .filter(({ kind }) => kind !== not)
    .map(({ text }) => text)
    .join('');

describe('what was changed in an answer', () => {
  it('is told in words, also where nothing stands between them', () => {
    const pieces = differenceOf('明日お届けします。', '明後日お届けします。');
    expect(pieces.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toEqual(['明日']);
    expect(pieces.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toEqual(['明後日']);
    expect(pieces.at(-1)).toEqual({ kind: 'same', text: 'お届けします。' });
  });

  it('puts together to both texts, whatever they are', () => {
    const word = fc.constantFrom('返金', '明日', ' ', 'ok', '。', '\n', 'お届け', '🙂');
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = differenceOf(before, after);
        expect(join(pieces, 'added')).toBe(before);
        expect(join(pieces, 'removed')).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('does not keep a lead waiting for two long texts without a word in common', () => {
    const [before, after] = ['あ1 ', 'b2 '].map((one) => one.repeat(6000));
    let pieces: ReturnType<typeof differenceOf> = [];
    const spent = cpuMsOf(() => {
      pieces = differenceOf(before ?? '', after ?? '');
    });
    expect(spent).toBeLessThan(3000);
    expect(join(pieces, 'added')).toBe(before);
  });
});
