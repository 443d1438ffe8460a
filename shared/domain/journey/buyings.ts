import { isBuying, type Touch } from './touch.ts';

/**
 * Where something was bought: the first word of each order, unless it came to be cancelled, and each receipt. Later states
 * of an order are no new order. `touches` are in the order of `compareTouches`.
 */
export function buyings(touches: readonly Touch[]): Touch[] {
  const seen = new Set<string>();
  const cancelled = new Set(
    touches.filter(({ kind, state }) => kind === 'order' && state === 'cancelled').map(({ about }) => about),
  );
  return touches.filter((touch) => {
    if (!isBuying(touch)) return false;
    if (touch.kind === 'purchase' || touch.about === null) return true;
    if (seen.has(touch.about) || cancelled.has(touch.about)) return false;
    seen.add(touch.about);
    return true;
  });
}
