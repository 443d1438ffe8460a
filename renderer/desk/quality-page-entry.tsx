import { UsersRound } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/quality/index.ts')).QualityPage }));

/** Leads look after who is who; the page is loaded when it is first opened. */
export const qualityPage: DeskPage = {
  name: 'quality',
  useLabel: () => useTranslation('quality').t('title'),
  icon: <UsersRound aria-hidden="true" size={18} />,
  roles: ['lead'],
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
