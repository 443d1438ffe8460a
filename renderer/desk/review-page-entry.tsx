import { MessageCircleQuestion } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useEscalationCounts } from '#renderer/data/hooks/use-escalations.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { DeskPage } from './app/desk-features.ts';
import { LiveNow } from './features/live-help/index.ts';
import { ThreadView } from './features/thread-view/index.ts';

const Page = lazy(async () => ({ default: (await import('./features/review/index.ts')).ReviewPage }));

function useMayDecide(): boolean {
  const { agent } = useSession();
  return agent !== null && reachOf(agent.role, 'escalation.decide') !== null;
}

/** To a lead what waits for a decision, to an agent what was answered and is to be gone on with. */
function useWaiting(): number {
  const counts = useEscalationCounts();
  const mayDecide = useMayDecide();
  if (counts === null) return 0;
  return mayDecide ? counts.undecided : Math.max(0, counts.open - counts.undecided);
}

/** Escalations: leads decide, agents see their own; the page is loaded when it is first opened. */
export const reviewPage: DeskPage = {
  name: 'review',
  useLabel: () => {
    const { t } = useTranslation('escalations');
    return t(useMayDecide() ? 'title' : 'mine');
  },
  icon: <MessageCircleQuestion aria-hidden="true" size={18} />,
  roles: ['agent', 'lead'],
  useBadge: useWaiting,
  page: ({ rest }) => (
    <Suspense fallback={null}>
      <Page
        rest={rest}
        thread={(of) => <ThreadView key={of.conversationId} {...of} />}
        live={(conversationId) => <LiveNow key={conversationId} conversationId={conversationId} />}
      />
    </Suspense>
  ),
};
