import { useEffect } from 'react';
import { useStore } from 'zustand';
import { workOfferFeedOf } from '#renderer/data/client/work-offer-feed.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** What the hub offers me from my teams' queues, the next to expire first; live. */
export function useWorkOffers(): readonly WorkOffer[] {
  const feed = workOfferFeedOf(useDeskClient());
  useEffect(() => feed.follow(), [feed]);
  return useStore(feed.store);
}
