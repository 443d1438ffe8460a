import { create } from 'zustand';

/** Proposals that this agent has confirmed or put away, for as long as the window is open. */
const useStore = create<{ readonly answered: ReadonlySet<string> }>()(() => ({ answered: new Set() }));

export const answerProposal = (key: string): void =>
  useStore.setState(({ answered }) => ({ answered: new Set(answered).add(key) }));

export const useAnswered = (): ReadonlySet<string> => useStore(({ answered }) => answered);
