import { create } from 'zustand';

type AskedDial = { readonly number: string };

const useStore = create<{ readonly asked: AskedDial | null }>(() => ({ asked: null }));

/** Offers a number to be called: from a `tel:` link. Nobody is called by it. */
export const openDial = (number: string): void => useStore.setState({ asked: { number } });

/** The dialog has it. */
export const takeDial = (): void => useStore.setState({ asked: null });

export const useAskedDial = (): AskedDial | null => useStore((state) => state.asked);
