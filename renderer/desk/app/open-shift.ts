import { create } from 'zustand';

/** Whose end of shift is on screen; null is none. `agentId` null is one's own, or for a lead still to be chosen. */
export type OpenShift = { readonly agentId: string | null };

const useStore = create<{ readonly open: OpenShift | null }>(() => ({ open: null }));

/** Shows what somebody has at the end of their shift: one's own, or that of somebody absent for a lead. */
export function openShift(agentId: string | null = null): void {
  useStore.setState({ open: { agentId } });
}

export function closeShift(): void {
  useStore.setState({ open: null });
}

export const useOpenShift = (): OpenShift | null => useStore((state) => state.open);
