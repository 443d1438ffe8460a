import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { EffortList } from './effort-list.tsx';
import { LeftList } from './left-list.tsx';
import { NextSteps } from './next-steps.tsx';
import { PhaseBand } from './phase-band.tsx';

/** So often it is read again while it is looked at: what is on the thread is pushed, what the rules make of it is not. */
const AGAIN_MS = 30_000;

/** One customer's way: the next best step, phases over time, what it cost them, what they left. */
export function JourneyTab({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation(['journey', 'common']);
  const journey = useHubQuery('journey.of', { customerId }, { everyMs: AGAIN_MS });
  if (journey.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (journey.state === 'error')
    return (
      <ErrorState
        title={t('journey:failed')}
        detail={journey.error.message}
        action={<Button onClick={journey.retry}>{t('common:retry')}</Button>}
      />
    );
  const { touches, efforts, cart, wishes, capped } = journey.data.journey;
  if (touches.length === 0) return <EmptyState title={t('journey:band.none')} detail={t('journey:band.noneDetail')} />;
  return (
    <>
      <NextSteps customerId={customerId} />
      <PhaseBand touches={touches} capped={capped} />
      <EffortList efforts={efforts} />
      <LeftList cart={cart} wishes={wishes} />
    </>
  );
}
