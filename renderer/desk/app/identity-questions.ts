import { create } from 'zustand';

export type PointAct = 'verify' | 'share' | 'unshare' | 'block' | 'unblock' | 'move' | 'remove';

/** What is asked about who is who, wherever one came from: the panel, the thread, the quality page. */
export type IdentityQuestion =
  | { readonly what: 'merge'; readonly customerId: string; readonly otherId: string; readonly onDone?: () => void }
  | { readonly what: 'history'; readonly customerId: string }
  | { readonly what: 'point'; readonly act: PointAct; readonly customerId: string; readonly contactPointId: string };

const useStore = create<{ readonly question: IdentityQuestion | null }>(() => ({ question: null }));

/** Asks one in a dialog; another that is open is closed. */
export const askIdentity = (question: IdentityQuestion): void => useStore.setState({ question });

export const closeIdentity = (): void => useStore.setState({ question: null });

/** The question that is open, or null. */
export const useIdentityQuestion = (): IdentityQuestion | null => useStore((state) => state.question);
