import { BookOpen } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';

/** The page with what other features keep on it; made of both once both are loaded. */
const Page = lazy(async () => {
  const known = import('./features/knowledge/index.ts');
  const { SavedReplies, WordingRules, useRepliesWaiting } = await import('./features/replies/index.ts');
  const { KnowledgePage } = await known;
  const parts = { KnowledgePage, SavedReplies, WordingRules, useRepliesWaiting };
  return { default: () => <WholePage {...parts} /> };
});

type Parts = Pick<typeof import('./features/knowledge/index.ts'), 'KnowledgePage'> &
  typeof import('./features/replies/index.ts');

function WholePage({ KnowledgePage, SavedReplies, WordingRules, useRepliesWaiting }: Parts) {
  const { t } = useTranslation('replies');
  const count = useRepliesWaiting();
  const more = [
    { value: 'replies', label: t('tab'), count, panel: <SavedReplies /> },
    { value: 'wording', label: t('wording.tab'), panel: <WordingRules /> },
  ];
  return <KnowledgePage more={more} />;
}

/** How many bulletins of today one has not read. */
function useUnread(): number {
  const today = useHubQuery('bulletin.today', {}, { staleMs: 300_000 });
  return today.state === 'ready' ? today.data.bulletins.filter((one) => one.readAt === undefined).length : 0;
}

/** What to know today, and what the company knows; the page is loaded when it is first opened. */
export const knowledgePage: DeskPage = {
  name: 'knowledge',
  useLabel: () => useTranslation('knowledge').t('title'),
  icon: <BookOpen aria-hidden="true" size={18} />,
  roles: ['agent', 'lead'],
  useBadge: useUnread,
  page: () => (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  ),
};
