import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowShape } from '#renderer/ui/flow-shape.ts';
import { CHANNELS } from '#shared/domain/channels.ts';

const HEIGHT = 150;
const bands = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom(...CHANNELS),
    to: fc.constantFrom(...CHANNELS),
    count: fc.integer({ min: 1, max: 40 }),
  }),
  { selector: ({ from, to }) => `${from} ${to}`, maxLength: 12 },
);

describe('the shape of the flow', () => {
  it('gives each channel what leads from and to it, on both sides the same in all', () => {
    fc.assert(
      fc.property(bands, (flow) => {
        const { left, right } = flowShape(flow, HEIGHT);
        const sum = (sides: readonly { count: number }[]) => sides.reduce((total, { count }) => total + count, 0);
        expect(sum(left)).toBe(flow.reduce((total, { count }) => total + count, 0));
        expect(sum(right)).toBe(sum(left));
      }),
    );
  });

  it('lays no band of a side over another', () => {
    fc.assert(
      fc.property(bands, fc.constantFrom('fromY', 'toY'), (flow, side) => {
        const lain = [...flowShape(flow, HEIGHT).bands].sort((a, b) => a[side] - b[side]);
        const gaps = lain.slice(1).map((band, n) => {
          const above = lain[n] ?? band;
          return band[side] - band.width / 2 - (above[side] + above.width / 2);
        });
        expect(gaps.filter((gap) => gap < -1e-6)).toEqual([]);
      }),
    );
  });

  it('draws more for more', () => {
    fc.assert(
      fc.property(bands, (flow) => {
        const widths = [...flowShape(flow, HEIGHT).bands].sort((a, b) => a.count - b.count).map(({ width }) => width);
        expect(widths).toEqual([...widths].sort((a, b) => a - b));
      }),
    );
  });
});
