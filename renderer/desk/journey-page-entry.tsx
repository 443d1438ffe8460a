import { Route } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/journey/index.ts')).JourneyPage }));

/** The ways of all customers over channels, for leads; the page is loaded when it is first opened. */
export const journeyPage: DeskPage = {
  name: 'journey',
  useLabel: () => useTranslation('journey').t('title'),
  icon: <Route aria-hidden="true" size={18} />,
  roles: ['lead'],
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
