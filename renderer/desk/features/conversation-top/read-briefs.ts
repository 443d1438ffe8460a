import { create } from 'zustand';

/** The briefs that this agent has ticked as read, by handoff, for as long as the window is open. */
const useStore = create<{ readonly read: ReadonlySet<string> }>(() => ({ read: new Set() }));

export const markBriefRead = (handoffId: string): void =>
  useStore.setState(({ read }) => ({ read: new Set(read).add(handoffId) }));

export const useIsBriefRead = (handoffId: string | undefined): boolean =>
  useStore(({ read }) => handoffId !== undefined && read.has(handoffId));
