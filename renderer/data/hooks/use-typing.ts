import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { typingOn } from '#renderer/state/typing-state.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** Who is writing on this customer's thread now, oneself left out. */
export function useTyping(customerId: string | null): readonly TypingSignal[] {
  const client = useDeskClient();
  const state = useStore(client.typing.store);
  const members = useStore(client.entities, (entities) =>
    customerId === null ? undefined : entities.members?.get(customerId),
  );
  return useMemo(
    () => (customerId === null ? [] : typingOn(state, members ?? [customerId])),
    [state, customerId, members],
  );
}

/** Says that one writes; call it at every input, it keeps itself within the hub's limits. `false` when one stops or sends. */
export function useTypingReporter(conversationId: string): (mode: 'reply' | 'note', active: boolean) => void {
  const { typing } = useDeskClient();
  return useCallback((mode, active) => typing.report(conversationId, mode, active), [typing, conversationId]);
}
