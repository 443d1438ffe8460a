import { PhoneIncoming } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

const Page = lazy(async () => ({ default: (await import('./features/callbacks/index.ts')).CallbacksPage }));

/** How many are due; the page itself is live. */
function useDueCount(): number {
  const list = useHubQuery('callback.list', { show: 'open', limit: 1 }, { staleMs: 30_000, everyMs: 30_000 });
  return list.state === 'ready' ? list.data.counts.due : 0;
}

/** The calls that agents and leads have to make; the page is loaded when it is first opened. */
export const callbacksPage: DeskPage = {
  name: 'callbacks',
  useLabel: () => useTranslation('callbacks').t('title'),
  icon: <PhoneIncoming aria-hidden="true" size={18} />,
  roles: ['agent', 'lead'],
  useBadge: useDueCount,
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
