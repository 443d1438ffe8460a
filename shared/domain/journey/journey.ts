import { type Credit, creditsOf } from './attribution.ts';
import { buyings } from './buyings.ts';
import { type Effort, effortsOf, waitLimit, waitsOf } from './effort.ts';
import { type Matter, mattersOf } from './matters.ts';
import { type Placed, placeTouches } from './phases.ts';
import type { JourneyRules } from './rules.ts';
import { type Segment, segmentAt } from './segments.ts';
import { type Stop, stopsOf } from './stops.ts';
import type { Touch } from './touch.ts';

export type JourneyOrder = { readonly touch: Touch; readonly segment: Segment; readonly credits: readonly Credit[] };

/** Everything that the rules make of a thread. */
export type Journey = {
  readonly placed: readonly Placed[];
  readonly efforts: readonly Effort[];
  readonly stops: readonly Stop[];
  readonly matters: readonly Matter[];
  readonly orders: readonly JourneyOrder[];
  /** When it would be different with nothing new on the thread, milliseconds: a wait gets too long, a journey breaks off. */
  readonly againAt: number | null;
};

const DAY_MS = 86_400_000;

/** What the rules make of a thread at a moment. `touches` are in the order of `compareTouches`. */
export function journeyOf(touches: readonly Touch[], rules: JourneyRules, now: number): Journey {
  const placed = placeTouches(touches, rules.phases);
  const efforts = effortsOf(touches, rules.effort, now);
  const stops = stopsOf({ touches, placed, efforts, rules, now });
  const bought = buyings(touches);
  const orders = bought.map((touch) => ({
    touch,
    segment: segmentAt(bought, touch.at, rules.loyalOrders),
    credits: creditsOf(touch, stops, rules.lookbackDays),
  }));
  return {
    placed,
    efforts,
    stops,
    matters: mattersOf({ touches, efforts, bought, loyalOrders: rules.loyalOrders }),
    orders,
    againAt: againAt(touches, stops, rules, now),
  };
}

/** The next moment at which time alone changes something. */
function againAt(touches: readonly Touch[], stops: readonly Stop[], rules: JourneyRules, now: number): number | null {
  const last = stops.at(-1);
  const moments = last?.ending === 'open' ? [last.until + rules.breakDays * DAY_MS + 1] : [];
  for (const { since, end } of waitsOf(touches))
    if (end === null) moments.push(since.at + waitLimit(since, rules.effort) + 1);
  const ahead = moments.filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
