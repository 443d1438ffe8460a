import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nthAt, placeOf } from '#renderer/desk/features/composer/nth-place.ts';

describe('words that stand several times', () => {
  it('are found again by how often they stood before', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[aあ]{0,20}$/u), fc.stringMatching(/^[aあ]{1,3}$/u), (text, words) => {
        for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
          expect(placeOf(text, words, nthAt(text, words, at))).toBe(at);
        }
      }),
    );
    expect(placeOf('aあ', 'い', 0)).toBeNull();
    expect(placeOf('aaa', 'a', 3)).toBeNull();
  });
});
