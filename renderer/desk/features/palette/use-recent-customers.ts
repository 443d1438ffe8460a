import { useEffect, useState } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { usePlace } from '#renderer/desk/routes.ts';

/** Whom one had open: no more than an id, a name, and where. Kept in memory until one signs out, never on disk ([PR4]). */
export type RecentCustomer = {
  readonly customerId: string;
  readonly name: string;
  /** The conversation it was opened by. */
  readonly conversationId: string | null;
};

export type OpenedCustomer = { readonly customerId: string | null; readonly conversationId: string | null };

const KEPT = 8;

/** The customer whose thread is open now. */
export function useOpenedCustomer(): OpenedCustomer {
  const { conversationId, customerId } = usePlace();
  const conversation = useConversation(conversationId);
  const ofConversation = conversation.state === 'ready' ? conversation.data.customerId : null;
  return { customerId: customerId ?? ofConversation, conversationId };
}

/** The customers that were open in this window, the newest first, without the one that is open now. */
export function useRecentCustomers({ customerId, conversationId }: OpenedCustomer): readonly RecentCustomer[] {
  const [recent, setRecent] = useState<readonly RecentCustomer[]>([]);
  // Only what the panel beside the thread has asked for: looking at a name is no reason for another view ([PR1]).
  const panel = useHubQuery('customer.panel', { customerId: customerId ?? '' }, { enabled: false });
  const name = customerId === null || panel.state !== 'ready' ? null : (panel.data.customer.name ?? '');
  useEffect(() => {
    if (customerId === null || name === null) return;
    setRecent((before) =>
      [{ customerId, name, conversationId }, ...before.filter((one) => one.customerId !== customerId)].slice(0, KEPT),
    );
  }, [customerId, conversationId, name]);
  return recent.filter((one) => one.customerId !== customerId);
}
