import { create } from 'zustand';
import type { AsOf } from '#shared/domain/moment.ts';

/** A thread looked at as it was: whose, when, and up to what. */
export type LookBack = { readonly customerId: string; readonly at: string; readonly asOf: AsOf };

const useStore = create<{ readonly now: LookBack | null }>()(() => ({ now: null }));

/** Shows a customer's thread as it was; nothing of it changes. */
export const lookBack = (to: LookBack): void => useStore.setState({ now: to });
export const backToNow = (): void => useStore.setState({ now: null });

/** Where the thread of these records is being looked at, whichever of them was named ([ID3]); null is now. */
export const useLookBack = (customerIds: readonly string[]): LookBack | null =>
  useStore(({ now }) => (now !== null && customerIds.includes(now.customerId) ? now : null));
