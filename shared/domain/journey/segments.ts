import type { Touch } from './touch.ts';

/** What a customer is by what they bought before: nothing, once, again, or often within a year. */
export const SEGMENTS = ['new', 'once', 'again', 'loyal'] as const;
export type Segment = (typeof SEGMENTS)[number];

const YEAR_MS = 365 * 86_400_000;

/** The segment at a moment. `bought` are the customer's orders and receipts, as `buyings` gives them. */
export function segmentAt(bought: readonly Touch[], at: number, loyalOrders: number): Segment {
  const before = bought.filter((touch) => touch.at < at);
  if (before.filter((touch) => at - touch.at <= YEAR_MS).length >= loyalOrders) return 'loyal';
  if (before.length > 1) return 'again';
  return before.length === 1 ? 'once' : 'new';
}
