import { CircleCheck, CircleHelp, CornerUpLeft, Eye, type LucideIcon, UserCheck } from 'lucide-react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatBy, formatMoney } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Escalation, EscalationState } from '#shared/domain/escalation.ts';
import { useIsFolded } from './folded-answers.ts';
import { StripActs } from './strip-acts.tsx';
import { useStripWords } from './strip-words.ts';

type Props = { readonly escalation: Escalation; readonly conversation: Conversation };

const LOOK: Readonly<Record<EscalationState, readonly [LucideIcon, string]>> = {
  raised: [CircleHelp, 'text-ink-2'],
  in_review: [Eye, 'text-ink-2'],
  approved: [CircleCheck, 'text-ok'],
  returned: [CornerUpLeft, 'text-warn'],
  taken_over: [UserCheck, 'text-ink-2'],
  resolved: [CircleCheck, 'text-ink-3'],
  withdrawn: [CircleHelp, 'text-ink-3'],
};

/**
 * One open escalation over the thread: asked, looked at, answered. It changes by itself and is read out politely; the
 * focus stays where it is.
 */
export function EscalationStrip({ escalation, conversation }: Props) {
  const { t } = useTranslation('escalations');
  const { agent } = useSession();
  const context = useFormatContext();
  const say = useStripWords(agent?.id);
  const isFolded = useIsFolded(escalation);
  const { state, question, decision, rule, amount } = escalation;
  const [Icon, ink] = LOOK[state];
  const isAnswered = !isUndecided(escalation);
  const about = rule === undefined ? t(`asked.${escalation.asked}`) : t('byRule', { name: rule.name });
  return (
    <section
      aria-label={t('strip.label')}
      className={classNames(
        'grid gap-1 rounded-r border bg-raised px-3.5 py-2',
        isAnswered && !isFolded ? 'border-current' : 'border-line',
        isAnswered && !isFolded && ink,
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink">
        <p role="status" className={classNames('flex min-w-0 items-center gap-1.5 font-semibold', ink)}>
          <Icon aria-hidden="true" size={16} className="shrink-0" />
          <Words>{say(escalation)}</Words>
        </p>
        <span className="text-ink-2">
          <Words>{about}</Words>
          {amount !== undefined && (
            <span className="figures ml-2">{formatMoney(amount.amount, amount.currency, context.locale)}</span>
          )}
          {isUndecided(escalation) && <span className="figures ml-2">{formatBy(escalation.dueAt, context)}</span>}
        </span>
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          <StripActs escalation={escalation} conversation={conversation} />
        </span>
      </div>
      {isAnswered && !isFolded && (
        <p className="max-h-[18vh] select-text overflow-y-auto whitespace-pre-wrap break-words text-ink">
          {decision?.note === undefined ? (
            <span className="text-ink-3">{t('strip.noNote')}</span>
          ) : (
            <Words>{decision.note}</Words>
          )}
        </p>
      )}
      {!isFolded && (
        <p className="line-clamp-2 select-text break-words text-ink-2">
          <Words>{question}</Words>
        </p>
      )}
    </section>
  );
}
