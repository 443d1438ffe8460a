export { useShownWork } from './use-shown-work.ts';
export { WorkOfferCard } from './work-offer-card.tsx';
