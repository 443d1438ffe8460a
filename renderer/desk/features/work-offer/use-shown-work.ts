import { useEffect, useRef } from 'react';
import { useWorkOffers } from '#renderer/data/hooks/use-work-offers.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';

/** A click or a chord within this time was meant for what stood there before. */
const SETTLE_MS = 600;

/** What the hub offers me now, and whether it has stood there long enough to be meant. */
export function useShownWork(): { readonly offer: WorkOffer | null; readonly isSettled: () => boolean } {
  const offer = useWorkOffers()[0] ?? null;
  const shown = useRef<{ id: string | null; at: number }>({ id: null, at: 0 });
  const id = offer?.id ?? null;
  useEffect(() => {
    // What takes an empty place is nobody's mistake.
    const at = shown.current.id === null ? 0 : Date.now() + SETTLE_MS;
    if (shown.current.id !== id) shown.current = { id, at };
  }, [id]);
  return { offer, isSettled: () => Date.now() >= shown.current.at };
}
