import { formatRemaining } from '#renderer/i18n/duration.ts';
import type { FormatContext } from '#renderer/i18n/format.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import { dueLook } from './due-share.ts';

const FILL = { calm: 'bg-ok', soon: 'bg-warn', late: 'bg-bad' } as const;

/** The time until the decision: a bar that fills, and what is left in words. */
export function DueBar({ escalation, context }: { readonly escalation: Escalation; readonly context: FormatContext }) {
  const { share, urgency } = dueLook(escalation, context.now);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-14 shrink-0 overflow-hidden rounded-full bg-line">
        <span
          className={classNames('block h-1.5 rounded-full', FILL[urgency])}
          style={{ width: `${Math.round(100 * share)}%` }}
        />
      </span>
      <span className={classNames('figures whitespace-nowrap', urgency === 'late' && 'font-semibold text-bad')}>
        {formatRemaining(escalation.dueAt, context.now, context.locale)}
      </span>
    </span>
  );
}
