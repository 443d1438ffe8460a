import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { DeskClient, PendingCommand } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** Gives a command. The answer always comes; an ok one means committed ([SY1]). */
export function useSendCommand(): DeskClient['send'] {
  return useDeskClient().send;
}

/** Commands of a conversation that are on their way, or failed and can be tried again. */
export function usePending(conversationId: string): readonly PendingCommand[] {
  const all = useStore(useDeskClient().pending.store);
  return useMemo(
    () => all.filter((command) => (command.input as { conversationId?: unknown }).conversationId === conversationId),
    [all, conversationId],
  );
}

export function useRetryPending(): (id: string) => void {
  return useDeskClient().pending.retry;
}

export function useDiscardPending(): (id: string) => void {
  return useDeskClient().pending.discard;
}
