export { JourneyTab } from './journey-tab.tsx';
export { JourneyPage } from './report/journey-page.tsx';
export { useJourneyLabel } from './use-journey-label.ts';
