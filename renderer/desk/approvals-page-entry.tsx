import { MailCheck } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { DeskPage } from './app/desk-features.ts';
import { ThreadView } from './features/thread-view/index.ts';

const Page = lazy(async () => ({ default: (await import('./features/approvals/index.ts')).ApprovalsPage }));

/** What a cut connection made miss is caught by asking again this often; all else is pushed. */
const SAFETY_MS = 60_000;

/** How many answers wait for this lead. */
function useWaiting(): number {
  const { agent } = useSession();
  const enabled = agent !== null && reachOf(agent.role, 'approval.decide') !== null;
  const count = useHubQuery('approval.count', {}, { enabled, staleMs: SAFETY_MS, everyMs: SAFETY_MS });
  return count.state === 'ready' ? count.data.waiting : 0;
}

/** Answers that wait for a lead before they leave; the page is loaded when it is first opened. */
export const approvalsPage: DeskPage = {
  name: 'approvals',
  useLabel: () => useTranslation('approvals').t('title'),
  icon: <MailCheck aria-hidden="true" size={18} />,
  roles: ['lead'],
  useBadge: useWaiting,
  page: ({ rest }) => (
    <Suspense fallback={null}>
      <Page rest={rest} thread={(of) => <ThreadView key={of.conversationId} {...of} />} />
    </Suspense>
  ),
};
