import { useRef, useState } from 'react';
import { useOffers } from '#renderer/data/hooks/use-inbox.ts';
import type { Handoff } from '#shared/domain/handoff.ts';

/** A click or a chord within this time was meant for the offer that stood there before. */
const SETTLE_MS = 600;

export type ShownOffer = {
  readonly offer: Handoff | null;
  /** How many others are open. */
  readonly others: number;
  /** Whether it has stood there long enough to be meant. */
  readonly isSettled: () => boolean;
};

/** One offer at a time, the next to expire: it stays until it is decided, so that no other slips under the pointer. */
export function useShownOffer(): ShownOffer {
  const offers = useOffers();
  const [shownId, setShownId] = useState<string | null>(null);
  const offer = offers.find(({ id }) => id === shownId) ?? offers[0] ?? null;
  const settledAt = useRef(0);
  if (offer !== null && offer.id !== shownId) {
    // What takes an empty place is nobody's mistake.
    settledAt.current = shownId === null ? 0 : Date.now() + SETTLE_MS;
    setShownId(offer.id);
  }
  if (offer === null && shownId !== null) setShownId(null);
  return { offer, others: Math.max(0, offers.length - 1), isSettled: () => Date.now() >= settledAt.current };
}
