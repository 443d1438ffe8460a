import { createStore } from 'zustand/vanilla';
import type { Snapshot } from '#shared/domain/brief.ts';

/**
 * What this agent has seen of each customer: the newest seq that was on the focused screen for 1.5 s ([CV3]). The thread
 * feeds it; a send carries it. By the customer that was opened; each value names every member of that thread.
 */
const store = createStore<{ readonly byCustomer: ReadonlyMap<string, Snapshot> }>(() => ({ byCustomer: new Map() }));

const NOTHING: Snapshot = {};

/** Says that an item was seen; an older one than is known changes nothing. */
export function markSeen(openedCustomerId: string, item: { readonly customerId: string; readonly seq: number }): void {
  const { byCustomer } = store.getState();
  const before = byCustomer.get(openedCustomerId) ?? NOTHING;
  if ((before[item.customerId] ?? 0) >= item.seq) return;
  const after = { ...before, [item.customerId]: item.seq };
  store.setState({ byCustomer: new Map(byCustomer).set(openedCustomerId, after) });
}

/** What was seen of a customer's thread by now, as a send carries it. */
export function seenNow(customerId: string): Snapshot {
  return store.getState().byCustomer.get(customerId) ?? NOTHING;
}

/** Tells of every change of what was seen of a customer's thread; gives the way to stop. */
export function watchSeen(customerId: string, tell: (seen: Snapshot) => void): () => void {
  return store.subscribe((now, before) => {
    const seen = now.byCustomer.get(customerId);
    if (seen !== undefined && seen !== before.byCustomer.get(customerId)) tell(seen);
  });
}
