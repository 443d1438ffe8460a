import { buyings } from './buyings.ts';
import { isContact, type Touch } from './touch.ts';

/** What came of a step: the first of each that followed within the days, milliseconds; null where none did. */
export type Followed = {
  readonly ordered: number | null;
  readonly contact: number | null;
  readonly lowScore: number | null;
};

const DAY_MS = 86_400_000;
const LOW = 0.4;

/** What followed a decision within so many days of it. `touches` are in the order of `compareTouches`. */
export function whatFollowed(touches: readonly Touch[], decidedAt: number, days: number): Followed {
  const first = (of: readonly Touch[]): number | null =>
    of.find(({ at }) => at > decidedAt && at - decidedAt <= days * DAY_MS)?.at ?? null;
  return {
    ordered: first(buyings(touches)),
    contact: first(touches.filter(isContact)),
    lowScore: first(touches.filter(({ score }) => score !== null && score <= LOW)),
  };
}
