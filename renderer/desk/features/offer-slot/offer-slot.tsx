import { useTranslation } from '#renderer/i18n/translation.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { OfferCard } from './offer-card.tsx';
import { useShownOffer } from './use-shown-offer.ts';

/** The place of handoff offers: as high with one as without, so that the list below never moves. Takes no focus. */
export function OfferSlot() {
  const { t } = useTranslation('handoff');
  const { offer, others, isSettled } = useShownOffer();
  return (
    <section
      aria-label={t('offer')}
      className="grid h-[138px] shrink-0 overflow-hidden border-line border-b px-2.5 py-2"
    >
      <VisuallyHidden>
        <span role="status">
          {offer !== null && `${t('offerFrom', { name: offer.from.name })} · ${offer.customerName}`}
        </span>
      </VisuallyHidden>
      {offer === null ? (
        <p className="self-center text-center text-ink-3">{t('noOffers')}</p>
      ) : (
        <OfferCard key={offer.id} offer={offer} others={others} isSettled={isSettled} />
      )}
    </section>
  );
}
