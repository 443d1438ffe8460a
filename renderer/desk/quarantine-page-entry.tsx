import { ShieldAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/quarantine/index.ts')).QuarantinePage }));

function useOpenCount(): number {
  const list = useHubQuery('quarantine.list', { limit: 1 }, { staleMs: 60_000 });
  return list.state === 'ready' ? list.data.open : 0;
}

/** Leads and administrators decide about what could not be taken in; the page is loaded when it is first opened. */
export const quarantinePage: DeskPage = {
  name: 'quarantine',
  useLabel: () => useTranslation('quarantine').t('title'),
  icon: <ShieldAlert aria-hidden="true" size={18} />,
  roles: ['lead', 'admin'],
  useBadge: useOpenCount,
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
