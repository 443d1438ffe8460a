import { useEffect, useMemo, useState } from 'react';
import { useHandoff, useOpenHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import { type News, newsSince, type ReceivedHandoff, receivedHandoff } from './received-handoff.ts';

export type Received = ReceivedHandoff & { readonly news: News };

/**
 * The handoff by which this conversation came to the signed-in agent, who still owns it, or by which it is about to: they
 * talk about it in private, or the customer is on the way. And what came since its brief ([HO3]).
 */
export function useReceivedHandoff(conversation: Conversation): Received | null {
  const { agent } = useSession();
  const ask = useAskHub();
  const [items, setItems] = useState<readonly MaybeHiddenItem[]>([]);
  const { id: conversationId, customerId, epoch, lastItemAt, owner } = conversation;
  const agentId = agent?.id;
  const isMine = owner.id === agentId;
  const open = useOpenHandoff(conversationId);
  const coming = open !== null && open.from.id !== agentId && open.acceptedBy?.id === agentId ? open : null;
  const isConcerned = isMine || coming !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new owner or a new item is what makes it worth asking again
  useEffect(() => {
    if (!isConcerned) return undefined;
    let isCurrent = true;
    ask('timeline.page', { customerId, from: { at: 'newest' }, limit: 100 }).then(
      (page) => isCurrent && setItems(page.items),
      // Without it there is no brief to show; the thread itself says what is wrong.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, customerId, conversationId, isConcerned, epoch, lastItemAt]);
  const received = useMemo((): ReceivedHandoff | null => {
    if (coming !== null)
      return { handoffId: coming.id, from: coming.from, brief: coming.brief, offeredAt: coming.snapshot };
    return isMine && agentId !== undefined ? receivedHandoff(items, { conversationId, agentId }) : null;
  }, [items, coming, isMine, agentId, conversationId]);
  const snapshot = useHandoff(received?.handoffId ?? null)?.snapshot ?? received?.offeredAt;
  return useMemo(
    () => (received === null || snapshot === undefined ? null : { ...received, news: newsSince(items, snapshot) }),
    [received, items, snapshot],
  );
}
