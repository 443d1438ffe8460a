/** What a benchmark tells, as JSON on its last line ([DESIGN 8]); further fields are its own. */
export type BenchReport = {
  readonly bench: string;
  readonly measured: number;
  readonly floor: number;
  readonly ratio: number;
  readonly unit: string;
  readonly target: string;
  readonly pass: boolean;
  /** Rounds that count, and rounds thrown away because the machine was busy with something else. */
  readonly rounds: number;
  readonly void: number;
  readonly [more: string]: unknown;
};

/** One benchmark: everything it needs it starts and stops itself. */
export type Bench = () => Promise<BenchReport>;

export type Side = () => Promise<number>;
export type Comparison = {
  readonly measured: number;
  readonly floor: number;
  readonly ratio: number;
  readonly rounds: number;
  readonly void: number;
  /** False when the machine was too busy for enough quiet rounds, so that busy ones had to count too. */
  readonly quiet: boolean;
  readonly all: readonly { readonly measured: number; readonly floor: number; readonly quiet: boolean }[];
};

/** A round is void when the spin loop slows by more than this in it. */
const SLOWED = 1.15;
const SPINS = 5_000_000;
const CALIBRATIONS = 15;

/**
 * Measures two sides in turns, the order swapped from round to round, and gives the median of each over the quiet rounds:
 * at least `rounds` (five or more), trying at most three times as many.
 */
export async function compare(sides: { measured: Side; floor: Side; rounds?: number }): Promise<Comparison> {
  const wanted = Math.max(5, sides.rounds ?? 5);
  const best = Math.min(...Array.from({ length: CALIBRATIONS }, spin));
  const all: { measured: number; floor: number; quiet: boolean }[] = [];
  const quietOnes = () => all.filter((round) => round.quiet);
  while (quietOnes().length < wanted && all.length < wanted * 3) {
    const spins = [spin()];
    const first = all.length % 2 === 0 ? 'floor' : 'measured';
    const second = first === 'floor' ? 'measured' : 'floor';
    const values = { measured: 0, floor: 0 };
    values[first] = await sides[first]();
    spins.push(spin());
    values[second] = await sides[second]();
    spins.push(spin());
    all.push({ ...values, quiet: median(spins) <= best * SLOWED });
  }
  const quiet = quietOnes().length >= wanted;
  const counted = quiet ? quietOnes() : all;
  const measured = median(counted.map((round) => round.measured));
  const floor = median(counted.map((round) => round.floor));
  const [kept, thrown] = [counted.length, all.length - quietOnes().length];
  return { measured, floor, ratio: measured / floor, rounds: kept, void: thrown, quiet, all };
}

/** How long a fixed piece of work takes now, in milliseconds; the best of three, for a switch in between is no load. */
export function spin(): number {
  return Math.min(...[0, 1, 2].map(spinOnce));
}

function spinOnce(): number {
  const started = performance.now();
  let x = 1;
  for (let i = 0; i < SPINS; i++) x = (x * 1_103_515_245 + 12_345) & 0x7fffffff;
  return performance.now() - started + (x === -1 ? 1 : 0);
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Three figures are all that a benchmark knows. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** The fields every report has, from a comparison. `ok` decides on the unrounded ratio. */
export function reportOf(
  bench: string,
  result: Comparison,
  { unit, target, ok }: { unit: string; target: string; ok: (ratio: number) => boolean },
): BenchReport {
  return {
    bench,
    measured: rounded(result.measured),
    floor: rounded(result.floor),
    ratio: rounded(result.ratio),
    unit,
    target,
    pass: ok(result.ratio),
    rounds: result.rounds,
    void: result.void,
    quiet: result.quiet,
  };
}
