import type { MaybeHiddenItem } from './timeline-item.ts';

/**
 * An item as a visitor gets it: what they said themselves carries no name. Who opened a link may be somebody else than it
 * was for, and shall not learn from their own words whose thread they stand on ([HO6]).
 */
export function itemForVisitor<I extends MaybeHiddenItem>(item: I): I {
  if (!('author' in item) || item.author.type !== 'customer') return item;
  return { ...item, author: { type: 'customer' } };
}
