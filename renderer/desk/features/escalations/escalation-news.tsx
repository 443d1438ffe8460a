import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import { reachOf } from '#shared/wire/policy.ts';

/** Says the answer to whoever asked or owns, and a new escalation to the leads it waits for; wherever one is on the desk. */
export function EscalationNews() {
  const { t } = useTranslation(['escalations', 'common']);
  const { agent } = useSession();
  const customerOf = ({ customerName }: Escalation): string =>
    customerName === '' ? t('common:words.nameUnknown') : t('common:words.named', { name: customerName });

  function tellAnswer(now: Escalation): void {
    const { decision, state } = now;
    if (decision === undefined || decision.by.id === agent?.id) return;
    if (state === 'raised' || state === 'in_review' || state === 'withdrawn') return;
    showToast({
      title: t(`escalations:news.${state}`, { name: decision.by.name, customer: customerOf(now) }),
      detail: decision.note,
    });
  }

  function tellLead(now: Escalation): void {
    if (now.reviewer !== undefined && now.reviewer.id !== agent?.id) return;
    const customer = customerOf(now);
    showToast({
      title:
        now.raisedBy === undefined
          ? t('escalations:news.rule', { customer })
          : t('escalations:news.asks', { name: now.raisedBy.name, customer }),
      detail: now.rule?.name ?? now.question,
    });
  }

  useDeskEvents({
    onEscalation: (now, before) => {
      const concernsMe = now.raisedBy?.id === agent?.id || now.owner.id === agent?.id;
      const mayDecide = agent !== null && reachOf(agent.role, 'escalation.decide') !== null;
      const isNewlyDecided = !isUndecided(now) && (before === undefined || isUndecided(before));
      if (concernsMe && isNewlyDecided) tellAnswer(now);
      else if (!concernsMe && mayDecide && isUndecided(now) && (before === undefined || isGivenToMe(now, before)))
        tellLead(now);
    },
  });

  /** Reassigned to this lead: that leaves the state, also in review, while beginning to look at it changes it. */
  function isGivenToMe(now: Escalation, before: Escalation): boolean {
    return now.reviewer?.id === agent?.id && before.reviewer?.id !== agent?.id && now.state === before.state;
  }
  return null;
}
