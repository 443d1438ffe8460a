import { useMemo } from 'react';
import { useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import type { Commitment, Conversation } from '#shared/domain/conversation.ts';

/** What is still owed to the customer in this conversation, the next due first. */
export function useOwed({ id, customerId }: Conversation): readonly Commitment[] {
  const panel = useCustomerPanel(customerId);
  const promises = panel.state === 'ready' ? panel.data.promises : undefined;
  return useMemo(() => (promises ?? []).filter(({ conversationId }) => conversationId === id), [promises, id]);
}
