import { useWhy } from '#renderer/i18n/escalation-words.ts';
import { formatDayTime, formatMoney } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';

/** What is asked and for what, or what a rule found. */
export function DetailQuestion({ escalation }: { readonly escalation: Escalation }) {
  const { t } = useTranslation('escalations');
  const context = useFormatContext();
  const why = useWhy();
  const { raisedBy, rule, asked, amount, raisedAt, dueAt } = escalation;
  const facts = [
    formatDayTime(raisedAt, context),
    raisedBy === undefined ? undefined : t('wants', { what: t(`asked.${asked}`) }),
    amount === undefined
      ? undefined
      : t('amountIs', { amount: formatMoney(amount.amount, amount.currency, context.locale) }),
    isUndecided(escalation) ? t('due', { when: formatDayTime(dueAt, context) }) : undefined,
  ];
  return (
    <section className="rounded-r border border-line bg-raised px-3 py-2.5">
      <h3 className="font-semibold">
        <Words>{raisedBy === undefined ? t('ruleFound') : t('asks', { name: raisedBy.name })}</Words>
        {rule !== undefined && (
          <span className="ml-2 font-normal text-ink-3">
            <Words>{rule.name}</Words>
          </span>
        )}
      </h3>
      <p className="max-h-[24vh] select-text overflow-y-auto whitespace-pre-wrap break-words">
        <Words>{why(escalation)}</Words>
      </p>
      <p className="figures mt-1 flex flex-wrap gap-x-3 text-ink-3">
        {facts
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
    </section>
  );
}
