import { useTranslation } from '#renderer/i18n/translation.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { InboxTab } from '#shared/domain/conversation.ts';
import { InboxPart } from './features/inbox-list/index.ts';
import { OfferSlot } from './features/offer-slot/index.ts';
import { useShownWork, WorkOfferCard } from './features/work-offer/index.ts';

/** The left column: the lists with the offers in their place above them. */
export function InboxColumn(props: { readonly tab: InboxTab; readonly conversationId: string | null }) {
  return <InboxPart {...props} offerSlot={<Offers />} />;
}

/** Handoffs offered by colleagues first; what the hub offers from a queue while there is none. */
function Offers() {
  const { t } = useTranslation('shift');
  const { offer, isSettled } = useShownWork();
  return (
    <>
      <VisuallyHidden>
        <span role="status">{offer !== null && t('work.status', { name: offer.customerName })}</span>
      </VisuallyHidden>
      <OfferSlot
        otherwise={offer === null ? null : <WorkOfferCard key={offer.id} offer={offer} isSettled={isSettled} />}
      />
    </>
  );
}
