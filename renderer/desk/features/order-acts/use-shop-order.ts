import { useEffect } from 'react';
import { create } from 'zustand';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { usePlace } from '#renderer/desk/routes.ts';
import type { ShopActName, ShopActView, ShopOrderView } from '#shared/domain/shop.ts';

/** What an act at a shop becomes is told once it is over; until then it is asked for this often, and seldom otherwise. */
const SOON_MS = 2000;
const SELDOM_MS = 20_000;
/** What takes longer than this is not hurried any more. */
const WATCHED_MS = 60_000;

const isUnderWay = ({ state }: ShopActView): boolean =>
  state === 'queued' || state === 'sending' || state === 'unknown';

const useWatch = create<{ readonly actId: string | null }>(() => ({ actId: null }));
const unwatch = (actId: string): void => {
  if (useWatch.getState().actId === actId) useWatch.setState({ actId: null });
};
/** This was asked of a shop: look sooner, until it is over. */
export function watchSoon(actId: string): void {
  useWatch.setState({ actId });
  setTimeout(() => unwatch(actId), WATCHED_MS);
}

/** A customer's orders at connected shops; none until they are known. */
export function useShopOrders(customerId: string): readonly ShopOrderView[] {
  const { actId } = useWatch();
  const orders = useHubQuery('shop.orders', { customerId }, { everyMs: actId === null ? SELDOM_MS : SOON_MS });
  const known = orders.state === 'ready' ? orders.data.orders : [];
  // An answer from before the act does not have it yet, and says nothing.
  const watched = known.flatMap(({ recent }) => recent).find(({ id }) => id === actId);
  const isOver = watched !== undefined && !isUnderWay(watched);
  useEffect(() => {
    if (isOver && actId !== null) unwatch(actId);
  }, [isOver, actId]);
  return known;
}

/** The open conversation, if it is the asker's to act in. */
export function useActing(): { readonly conversationId: string; readonly epoch: number } | null {
  const { conversationId } = usePlace();
  const { agent } = useSession();
  const conversation = useConversation(conversationId);
  if (conversation.state !== 'ready' || conversationId === null) return null;
  const { owner, epoch, status } = conversation.data;
  return owner.id === agent?.id && status !== 'resolved' ? { conversationId, epoch } : null;
}

/** What is about to be done, for its dialog. */
export type Wanted = { readonly what: ShopActName; readonly placeId?: string | undefined };
