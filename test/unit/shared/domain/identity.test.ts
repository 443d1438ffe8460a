import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_SCORE, suggestionScore, threadSets } from '#shared/domain/identity.ts';

describe('[ID2] how likely two are one', () => {
  it('grows with every reason and stays within bounds', () => {
    const reason = fc.constantFrom(
      'same_phone',
      'same_verified_email',
      'same_name',
      'same_kana',
      'same_sound',
      'similar_email',
    );
    fc.assert(
      fc.property(fc.array(reason), reason, (reasons, more) => {
        const [before, after] = [suggestionScore(reasons), suggestionScore([...reasons, more])];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('asks about the same number under another name, and not about a name alone', () => {
    expect(suggestionScore(['same_phone', 'other_name'])).toBeGreaterThanOrEqual(LEAST_SCORE);
    expect(suggestionScore(['same_name', 'same_kana'])).toBeLessThan(LEAST_SCORE);
    expect(suggestionScore(['same_phone', 'other_name'])).toBeLessThan(suggestionScore(['same_phone']));
  });
});

describe('[ID3] threads by links', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const link = fc.record({ a: fc.constantFrom(...ids), b: fc.constantFrom(...ids) });

  it('every record is on exactly one, whatever the links and their order', () => {
    fc.assert(
      fc.property(fc.array(link), (links) => {
        const sets = threadSets(ids, links);
        expect(sets.flat().sort()).toEqual(ids);
        expect(threadSets(ids, [...links].reverse())).toEqual(sets);
        for (const { a, b } of links) expect(sets.find((set) => set.includes(a))).toContain(b);
      }),
    );
  });

  it('a link taken back leaves what was before it', () => {
    fc.assert(
      fc.property(fc.array(link), link, (links, last) => {
        const before = threadSets(ids, links);
        expect(threadSets(ids, [...links, last].slice(0, -1))).toEqual(before);
      }),
    );
  });
});
