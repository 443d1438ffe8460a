import type { ReactNode } from 'react';
import { useTakenOffers } from '#renderer/data/hooks/use-inbox.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { OfferCard } from './offer-card.tsx';
import { TakenCards } from './taken-card.tsx';
import { useShownOffer } from './use-shown-offer.ts';

/**
 * The place of handoff offers: as high with one as without, so that the list below never moves. Takes no focus.
 * `otherwise` stands there while there is none.
 */
export function OfferSlot({ otherwise = null }: { readonly otherwise?: ReactNode }) {
  const { t } = useTranslation('handoff');
  const { offer, others, isSettled } = useShownOffer();
  const taken = useTakenOffers();
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
      {offer !== null && <OfferCard key={offer.id} offer={offer} others={others} isSettled={isSettled} />}
      {offer === null && taken.length > 0 && <TakenCards taken={taken} />}
      {offer === null && taken.length === 0 && otherwise}
      {offer === null && taken.length === 0 && otherwise === null && (
        <p className="self-center text-center text-ink-3">{t('noOffers')}</p>
      )}
    </section>
  );
}
