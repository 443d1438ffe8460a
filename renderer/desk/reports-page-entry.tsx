import { ChartColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/reports/index.ts')).ReportsPage }));

/** What the floor did, in figures, for leads; the page is loaded when it is first opened. */
export const reportsPage: DeskPage = {
  name: 'reports',
  useLabel: () => useTranslation('reports').t('title'),
  icon: <ChartColumn aria-hidden="true" size={18} />,
  roles: ['lead'],
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
