import { describe, expect, it } from 'vitest';
import { dotsOf, NEAR } from '#renderer/desk/features/journey/band-shape.ts';
import type { ShownTouch } from '#renderer/desk/features/journey/use-touch-words.ts';
import { PHASES } from '#shared/domain/journey/rules.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';

const CUSTOMER = '0199a000-0000-7000-8000-000000000020';
const touch = (seq: number, at: number, phase: (typeof PHASES)[number]): ShownTouch => ({
  item: { customerId: CUSTOMER, seq },
  at: new Date(at).toISOString(),
  kind: 'browse',
  channel: 'shop',
  phase,
});

describe('the band', () => {
  it('has each touchpoint of the period in one dot of its phase, none wider than what would lie on each other', () => {
    const random = seededRandom(4);
    for (let n = 0; n < 300; n++) {
      const touches = Array.from({ length: random.int(0, 60) }, (_, seq) =>
        touch(seq + 1, random.int(0, 10_000), random.pick(PHASES)),
      ).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
      const [from, until] = [random.int(0, 4000), random.int(5000, 10_000)];
      const dots = dotsOf(touches, { from, until });
      const shown = dots.flatMap((dot) => dot.touches.map(({ item }) => item.seq)).sort((a, b) => a - b);
      const inside = touches.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= until);
      expect(shown).toEqual(inside.map(({ item }) => item.seq).sort((a, b) => a - b));
      expect(new Set(dots.map(({ key }) => key)).size).toBe(dots.length);
      const share = ({ at }: ShownTouch): number => ((Date.parse(at) - from) / (until - from)) * 100;
      for (const { phase, touches: own, x } of dots) {
        expect(own.every((one) => one.phase === phase)).toBe(true);
        const [first] = own;
        const last = own.at(-1) ?? first;
        expect(share(last) - share(first)).toBeLessThan(NEAR);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(100);
      }
      expect(dots.map(({ x }) => x)).toEqual(dots.map(({ x }) => x).sort((a, b) => a - b));
    }
  });
});
