import { create } from 'zustand';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { usePlace } from '#renderer/desk/routes.ts';
import type { ShopActName, ShopOrderView } from '#shared/domain/shop.ts';

/** What an act at a shop becomes is told by nobody: asked for this often while one is under way, and seldom otherwise. */
const SOON_MS = 2000;
const SELDOM_MS = 20_000;

const isUnderWay = ({ recent }: ShopOrderView): boolean =>
  recent.some(({ state }) => state === 'queued' || state === 'sending' || state === 'unknown');

const useWatch = create<{ readonly soon: boolean }>(() => ({ soon: false }));
/** Something was asked of a shop: look sooner. */
export const watchSoon = (): void => useWatch.setState({ soon: true });

/** A customer's orders at connected shops; none until they are known. */
export function useShopOrders(customerId: string): readonly ShopOrderView[] {
  const { soon } = useWatch();
  const orders = useHubQuery('shop.orders', { customerId }, { everyMs: soon ? SOON_MS : SELDOM_MS });
  const known = orders.state === 'ready' ? orders.data.orders : [];
  if (soon && orders.state === 'ready' && known.length > 0 && !known.some(isUnderWay)) {
    // Settled: no need to hurry any more. Outside of drawing, for others watch, too.
    queueMicrotask(() => useWatch.setState({ soon: false }));
  }
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
