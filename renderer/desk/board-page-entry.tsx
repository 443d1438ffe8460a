import { LayoutGrid } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/board/index.ts')).BoardPage }));

/** Leads see the whole floor; the page is loaded when it is first opened. */
export const boardPage: DeskPage = {
  name: 'board',
  useLabel: () => useTranslation('board').t('title'),
  icon: <LayoutGrid aria-hidden="true" size={18} />,
  roles: ['lead'],
  page: ({ rest }) => (
    <Suspense fallback={null}>
      <Page rest={rest} />
    </Suspense>
  ),
};
