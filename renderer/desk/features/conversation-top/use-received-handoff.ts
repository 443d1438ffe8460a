import { useEffect, useMemo, useState } from 'react';
import { useHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { MaybeHiddenItem } from '#shared/domain/timeline-item.ts';
import { newSince, type ReceivedHandoff, receivedHandoff } from './received-handoff.ts';

type Received = ReceivedHandoff & { readonly newSince: number };

/** The handoff by which this conversation came to the signed-in agent, who still owns it, and how much came since its brief. */
export function useReceivedHandoff(conversation: Conversation): Received | null {
  const { agent } = useSession();
  const ask = useAskHub();
  const [items, setItems] = useState<readonly MaybeHiddenItem[]>([]);
  const { id: conversationId, customerId, epoch, lastItemAt, owner } = conversation;
  const agentId = agent?.id;
  const isMine = owner.id === agentId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new owner or a new item is what makes it worth asking again
  useEffect(() => {
    if (!isMine) return undefined;
    let isCurrent = true;
    ask('timeline.page', { customerId, from: { at: 'newest' }, limit: 100 }).then(
      (page) => isCurrent && setItems(page.items),
      // Without it there is no brief to show; the thread itself says what is wrong.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, customerId, conversationId, isMine, epoch, lastItemAt]);
  const received = useMemo(
    () => (isMine && agentId !== undefined ? receivedHandoff(items, { conversationId, agentId }) : null),
    [items, isMine, agentId, conversationId],
  );
  const snapshot = useHandoff(received?.handoffId ?? null)?.snapshot ?? received?.offeredAt;
  return useMemo(
    () => (received === null || snapshot === undefined ? null : { ...received, newSince: newSince(items, snapshot) }),
    [received, items, snapshot],
  );
}
