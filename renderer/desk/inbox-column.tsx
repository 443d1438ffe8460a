import type { InboxTab } from '#shared/domain/conversation.ts';
import { InboxPart } from './features/inbox-list/index.ts';
import { OfferSlot } from './features/offer-slot/index.ts';

/** The left column: the lists with the offers in their place above them. */
export function InboxColumn(props: { readonly tab: InboxTab; readonly conversationId: string | null }) {
  return <InboxPart {...props} offerSlot={<OfferSlot />} />;
}
