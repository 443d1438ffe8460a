export { OfferSlot } from './offer-slot.tsx';
