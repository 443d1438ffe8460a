import type { EscalationRow } from '#renderer/data/hooks/use-escalations.ts';
import { useWhy } from '#renderer/i18n/escalation-words.ts';
import { type FormatContext, formatDayTime } from '#renderer/i18n/format.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isOpen, isUndecided } from '#renderer/state/escalation-state.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import { DueBar } from './due-bar.tsx';
import { PathDashes } from './path-dashes.tsx';

/** Six columns where there is room; else who, why and until when, the rest under them. */
export const COLUMNS =
  'grid grid-cols-[minmax(0,1fr)_minmax(0,1.7fr)_142px] items-center gap-x-3 px-5 @min-[820px]:grid-cols-[minmax(0,1.2fr)_minmax(0,2.1fr)_88px_minmax(0,1.05fr)_minmax(0,0.8fr)_150px]';

type Props = {
  readonly id: string;
  readonly row: EscalationRow;
  /** Stands over the first of those that were decided. */
  readonly heading: string | undefined;
  readonly isChosen: boolean;
  readonly context: FormatContext;
  readonly onChoose: (id: string) => void;
};

/** One escalation in the list. */
export function ReviewRow({ id, row: { escalation, channels }, heading, isChosen, context, onChoose }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const why = useWhy();
  const { customerName, rule, raisedBy, owner } = escalation;
  const from = rule === undefined ? (raisedBy?.name ?? '') : t('escalations:byRule', { name: rule.name });
  const isWide = 'hidden min-w-0 @min-[820px]:block';
  return (
    <>
      {heading !== undefined && (
        <div role="presentation" className="border-line border-b bg-panel px-5 pt-3 pb-1 font-semibold text-ink-3">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        tabIndex={-1}
        onClick={() => onChoose(escalation.id)}
        className={classNames(
          COLUMNS,
          'min-h-11 cursor-default border-line border-b py-(--row-y)',
          isChosen ? 'tint-accent' : 'hover:bg-raised',
        )}
      >
        <span className="grid min-w-0 gap-0.5">
          <b className="truncate font-semibold">
            <Words>{customerName === '' ? t('common:words.nameUnknown') : customerName}</Words>
          </b>
          <span className="@min-[820px]:hidden">
            <PathDashes channels={channels} />
          </span>
        </span>
        <span className="grid min-w-0">
          <span className="truncate">
            <Words>{why(escalation)}</Words>
          </span>
          <span className="truncate text-ink-3 @min-[820px]:hidden">
            <Words>{`${from} · ${owner.name}`}</Words>
          </span>
        </span>
        <span className={isWide}>
          <PathDashes channels={channels} />
        </span>
        <span className={classNames(isWide, 'truncate text-ink-2')} title={from}>
          <Words>{from}</Words>
        </span>
        <span className={classNames(isWide, 'truncate text-ink-2')} title={owner.name}>
          <Words>{owner.name}</Words>
        </span>
        <Standing escalation={escalation} context={context} />
      </div>
    </>
  );
}

/** Until when it is to be decided, what was decided, or how it ended. */
function Standing({ escalation, context }: { readonly escalation: Escalation; readonly context: FormatContext }) {
  const { t } = useTranslation('escalations');
  const { state, reviewer, outcome, resolvedAt } = escalation;
  if (isUndecided(escalation))
    return (
      <span className="grid min-w-0">
        <DueBar escalation={escalation} context={context} />
        {reviewer !== undefined && (
          <span className="truncate text-ink-3">
            <Words>{t(state === 'in_review' ? 'lookedAt' : 'assigned', { name: reviewer.name })}</Words>
          </span>
        )}
      </span>
    );
  return (
    <span className="grid min-w-0">
      <span className={classNames('truncate', state === 'returned' && 'text-warn', state === 'approved' && 'text-ok')}>
        {outcome === undefined ? t(`state.${state}`) : t(`outcome.${outcome}`)}
      </span>
      {!isOpen(escalation) && resolvedAt !== undefined && (
        <time dateTime={resolvedAt} className="figures text-ink-3">
          {formatDayTime(resolvedAt, context)}
        </time>
      )}
    </span>
  );
}
