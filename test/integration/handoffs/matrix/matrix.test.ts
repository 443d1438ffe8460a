import { describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { allCases, nameOf, pairwiseCases } from '#test/support/handoff-matrix/cases.ts';
import { runCase } from '#test/support/handoff-matrix/run-case.ts';
import { matrixWorld } from '#test/support/handoff-matrix/world.ts';
import { pairsOf } from '#test/support/pairwise.ts';

/** `TSUNAGI_MATRIX=whole` runs every case, as `npm run soak` does; otherwise a cover of every two values that meet. */
const isWhole = process.env['TSUNAGI_MATRIX'] === 'whole';
const cases = isWhole ? allCases() : pairwiseCases();
const world = await matrixWorld(await testDatabase({ max: 24 }));

describe('[HO1] [HO4] [HO5] [HO6] a handoff across channels', () => {
  it.each(cases.map((one) => [nameOf(one), one] as const))('%s', async (_name, one) => runCase(world, one), 180_000);

  it('is tried for every two of channel, kind, receiver and what the customer does', () => {
    const tried = new Set(cases.flatMap(pairsOf));
    expect(
      allCases()
        .flatMap(pairsOf)
        .filter((pair) => !tried.has(pair)),
    ).toEqual([]);
  });
});
