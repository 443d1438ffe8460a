import { create } from 'zustand';

/** What a lead writes to each, until it is decided: going to another one and back loses nothing. In memory alone ([SY5]). */
const useStore = create<{ readonly notes: ReadonlyMap<string, string> }>()(() => ({ notes: new Map() }));

export const useNote = (key: string): string => useStore(({ notes }) => notes.get(key)) ?? '';

export const keepNote = (key: string, note: string): void =>
  useStore.setState(({ notes }) => ({ notes: new Map(notes).set(key, note) }));

/** Forgets a note that was sent; what was written since stays. */
export const noteSent = (key: string, sent: string): void => {
  if (useStore.getState().notes.get(key) === sent) keepNote(key, '');
};
