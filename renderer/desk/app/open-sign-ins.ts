import { create } from 'zustand';

const useStore = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

/** Shows where one is signed in oneself, and the company account one is linked with. */
export const openSignIns = (): void => useStore.setState({ isOpen: true });
export const closeSignIns = (): void => useStore.setState({ isOpen: false });
export const useSignInsOpen = (): boolean => useStore((state) => state.isOpen);
