export { BriefPanel } from './brief-panel.tsx';
export { ConversationHeader } from './conversation-header.tsx';
export { CustomerHeader } from './customer-header.tsx';
export { OfferBanner } from './offer-banner.tsx';
