import type { RefObject } from 'react';
import { Link } from 'wouter';
import { type EscalationDetail, useEscalationDetail } from '#renderer/data/hooks/use-escalations.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { placePath } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Escalation, PathStep } from '#shared/domain/escalation.ts';
import { DecidePart } from './decide-part.tsx';
import { DetailPath } from './detail-path.tsx';
import { DetailQuestion } from './detail-question.tsx';
import { lookAt, type ShownThread } from './look-at.ts';
import { Outcome } from './outcome.tsx';
import type { LiveSlot } from './review-place.ts';

type Props = {
  readonly escalationId: string;
  readonly isLead: boolean;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly onThread: (shown: ShownThread) => void;
  readonly onDecided: (escalation: Escalation, isTakenOver: boolean) => void;
  readonly live?: LiveSlot | undefined;
};

/** One escalation: who, what happened on which channels, what is asked, what came since; under it what can be decided. */
export function ReviewDetail({ escalationId, isLead, noteRef, onThread, onDecided, live }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const detail = useEscalationDetail(escalationId);
  if (detail.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (detail.state === 'error')
    return (
      <ErrorState
        title={t('escalations:failedOne')}
        detail={detail.error.message}
        action={<Button onClick={detail.retry}>{t('common:retry')}</Button>}
      />
    );
  const { escalation, path, since, facts } = detail.data;
  const { customerName, conversationNumber, conversationId } = escalation;
  const show = (as: ShownThread['as']): void => {
    const shown = { escalation, as };
    lookAt(shown);
    onThread(shown);
  };
  const showStep = ({ item }: PathStep): void => {
    show('then');
    if (item !== undefined) showItem(item);
  };
  return (
    <article className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4.5 py-4">
        <header>
          <h2 className="font-semibold text-lg">
            <Words>{customerName === '' ? t('common:words.nameUnknown') : customerName}</Words>
          </h2>
          <p className="text-ink-2">{factsOf(facts, t)}</p>
          <Link
            href={placePath({ tab: 'all', conversationId })}
            className="figures text-accent underline underline-offset-2"
          >
            {`${t('escalations:conversation')} #${conversationNumber}`}
          </Link>
        </header>
        <DetailQuestion escalation={escalation} />
        <Outcome escalation={escalation} />
        <DetailPath path={path} onStep={showStep} />
        <div className="flex flex-wrap items-center gap-1.5">
          <Button onClick={() => show('then')}>{t('escalations:thread')}</Button>
          <Button variant="ghost" onClick={() => show('now')}>
            {since === 0 ? t('escalations:sinceNone') : t('escalations:since', { count: since })}
          </Button>
        </div>
        {isLead && live?.(conversationId)}
      </div>
      {isLead && (
        <DecidePart
          key={escalation.id}
          escalation={escalation}
          noteRef={noteRef}
          onDecided={(isTakenOver) => onDecided(escalation, isTakenOver)}
        />
      )}
    </article>
  );
}

type Translate = ReturnType<typeof useTranslation<['escalations', 'common']>>['t'];

/** Over how many channels, in how many days, by how many of ours; what is none is left out. */
function factsOf({ channels, days, agents }: EscalationDetail['facts'], t: Translate): string {
  const facts = [
    channels > 0 && t('escalations:factChannels', { count: channels }),
    days > 0 && t('escalations:factDays', { count: days }),
    agents > 0 && t('escalations:factAgents', { count: agents }),
  ];
  return facts.filter((fact) => fact !== false).join(' · ');
}
