import { create } from 'zustand';

type Target = { readonly customerId: string; readonly seq: number };

/** The item that something else on the desk wants the thread to show; a new object each time, also for the same item. */
type ShowItem = { readonly target: Target | null };

export const useShowItem = create<ShowItem>()(() => ({ target: null }));

/** Asks the thread to go to an item of a customer, now or as soon as that customer is open. */
export function showItem(target: Target): void {
  useShowItem.setState({ target: { ...target } });
}

/** The thread has gone there. */
export const itemShown = (): void => useShowItem.setState({ target: null });
