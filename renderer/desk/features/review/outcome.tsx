import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';

/** Who decided what and when ([ES2]), and how it ended; or who looks at it now. */
export function Outcome({ escalation }: { readonly escalation: Escalation }) {
  const { t } = useTranslation('escalations');
  const context = useFormatContext();
  const { state, decision, outcome, resolvedAt, reviewer, takenFrom } = escalation;
  if (decision === undefined) {
    if (state === 'withdrawn') return <p className="text-ink-2">{t('withdrawn')}</p>;
    if (reviewer === undefined) return null;
    return (
      <p role="status" className="text-ink-2">
        <Words>{t(state === 'in_review' ? 'lookedAt' : 'assigned', { name: reviewer.name })}</Words>
      </p>
    );
  }
  const when = formatDayTime(decision.at, context);
  return (
    <section role="status" className="tint-accent rounded-r border border-line px-3 py-2.5">
      <p className="font-semibold">
        <Words>{t(`decided.${decision.kind}`, { name: decision.by.name, when })}</Words>
      </p>
      {decision.note !== undefined && (
        <p className="select-text whitespace-pre-wrap break-words">
          <Words>{decision.note}</Words>
        </p>
      )}
      {state === 'taken_over' && takenFrom !== undefined && (
        <p className="text-ink-2">
          <Words>{t('takenFrom', { name: takenFrom.name })}</Words>
        </p>
      )}
      {outcome !== undefined && resolvedAt !== undefined && (
        <p className="text-ink-2">
          {t('ended', { outcome: t(`outcome.${outcome}`), when: formatDayTime(resolvedAt, context) })}
        </p>
      )}
    </section>
  );
}
