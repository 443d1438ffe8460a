import { useMemo } from 'react';
import { useStore } from 'zustand';
import { LOADING, type Loadable } from '#renderer/data/client/loadable.ts';
import { openHandoffOf } from '#renderer/state/handoff-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useHubQuery } from './use-hub-query.ts';

/** A conversation, live while its customer's thread is open. */
export function useConversation(conversationId: string | null): Loadable<Conversation> {
  const known = useStore(useDeskClient().entities, (entities) =>
    conversationId === null ? undefined : entities.conversations.get(conversationId),
  );
  const asked = useHubQuery(
    'conversation.get',
    { conversationId: conversationId ?? '' },
    { enabled: conversationId !== null && known === undefined },
  );
  return useMemo(() => {
    if (known !== undefined) return { state: 'ready', data: known };
    if (conversationId === null) return LOADING;
    return asked.state === 'ready' ? { state: 'ready', data: asked.data.conversation } : asked;
  }, [known, asked, conversationId]);
}

/** The conversation's handoff that is offered or accepted, live; null when there is none ([HO1]). */
export function useOpenHandoff(conversationId: string | null): Handoff | null {
  return useStore(useDeskClient().entities, (entities) =>
    conversationId === null ? null : openHandoffOf(entities.handoffs, conversationId),
  );
}

/** The newest known state of one handoff, also once it is decided. */
export function useHandoff(handoffId: string | null): Handoff | null {
  return useStore(useDeskClient().entities, (entities) =>
    handoffId === null ? null : (entities.handoffs.get(handoffId) ?? null),
  );
}

/** What stands beside the thread; asked for again when an order, a promise or the customer changes. */
export function useCustomerPanel(customerId: string | null): Loadable<CustomerPanel> {
  return useHubQuery('customer.panel', { customerId: customerId ?? '' }, { enabled: customerId !== null });
}
