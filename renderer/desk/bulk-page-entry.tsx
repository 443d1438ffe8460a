import { ListChecks } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/bulk/index.ts')).BulkPage }));

/** Acts on many conversations at once; the page is loaded when it is first opened. */
export const bulkPage: DeskPage = {
  name: 'bulk',
  useLabel: () => useTranslation('bulk').t('title'),
  icon: <ListChecks aria-hidden="true" size={18} />,
  roles: ['agent', 'lead'],
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
