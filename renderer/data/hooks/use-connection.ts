import { useStore } from 'zustand';
import type { ConnectionView } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** The truth about this window's line to the hub ([SY4]). */
export function useConnection(): ConnectionView {
  return useStore(useDeskClient().connection.view);
}

/** Tries again at once instead of waiting for the next turn. */
export function useReconnectNow(): () => void {
  return useDeskClient().connection.reconnectNow;
}
