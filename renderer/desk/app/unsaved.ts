import { create } from 'zustand';

const useStore = create<{ readonly isUnsaved: boolean }>(() => ({ isUnsaved: false }));

/** Whether something is typed that would be lost if the page went now. */
export const isUnsaved = (): boolean => useStore.getState().isUnsaved;

export const setUnsaved = (next: boolean): void => useStore.setState({ isUnsaved: next });

export const useIsUnsaved = (): boolean => useStore((state) => state.isUnsaved);
