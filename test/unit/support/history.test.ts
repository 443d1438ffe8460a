import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { checkHistory } from '#test/support/history/check-history.ts';
import { goodHistory } from '#test/support/history/good-history.ts';
import { FAULT_KINDS, type History } from '#test/support/history/line.ts';
import { SPOILINGS } from '#test/support/history/spoil.ts';

/** The first seed whose history has what this spoiling needs. */
function spoilt(spoil: (typeof SPOILINGS)[number]['spoil'], from: (seed: number) => History): [History, History] {
  for (let seed = 1; seed < 200; seed += 1) {
    const good = from(seed);
    const bad = spoil(good, seededRandom(seed));
    if (bad !== null) return [good, bad];
  }
  throw new Error('no history has what this spoiling needs');
}

const small = (seed: number): History => goodHistory({ seed, customers: 2, agents: 2, steps: 14 });
const big = (seed: number): History => goodHistory({ seed, customers: 12, agents: 8, steps: 1500 });

describe('the checker of histories', () => {
  it('accepts what a hub that keeps its promises leaves, whatever happens in it', () => {
    const size = fc.record({
      seed: fc.nat(),
      customers: fc.integer({ min: 1, max: 6 }),
      agents: fc.integer({ min: 1, max: 5 }),
      steps: fc.integer({ min: 0, max: 250 }),
    });
    fc.assert(
      fc.property(size, (of) => {
        expect(checkHistory(goodHistory(of))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is shown a bad history for every kind of fault', () => {
    expect(new Set(SPOILINGS.map(({ finds }) => finds))).toEqual(new Set(FAULT_KINDS));
    expect(SPOILINGS.length).toBeGreaterThanOrEqual(12);
  });

  it.each(SPOILINGS)('rejects a small history in which $name ($finds)', ({ spoil, finds }) => {
    const [good, bad] = spoilt(spoil, small);
    expect(checkHistory(good)).toEqual([]);
    expect(checkHistory(bad).map(({ kind }) => kind)).toContain(finds);
  });

  it.each(SPOILINGS)('finds it hidden in a long one: $name ($finds)', ({ spoil, finds }) => {
    const [good, bad] = spoilt(spoil, big);
    expect(checkHistory(good)).toEqual([]);
    const faults = checkHistory(bad);
    expect(faults.map(({ kind }) => kind)).toContain(finds);
    // Every client that met it says so, and nobody else.

    expect(faults.length).toBeLessThan(100);
  });
});
