import type { OrderCard } from './customer.ts';

const LATELY_MS = 90 * 86_400_000;

/**
 * The number of the order that a conversation is about as far as it can be told: the customer's only one of the last 90
 * days. With two of them nothing is guessed, for a wrong number in an answer is worse than one that is asked for.
 */
export function orderMeant(cards: readonly Pick<OrderCard, 'number' | 'placedAt'>[], now: Date): string | undefined {
  const lately = cards.filter(({ placedAt }) => now.getTime() - Date.parse(placedAt) < LATELY_MS);
  return lately.length === 1 ? lately[0]?.number : undefined;
}
