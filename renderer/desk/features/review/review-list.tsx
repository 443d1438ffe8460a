import { type KeyboardEvent, type RefObject, useEffect, useId } from 'react';
import type { EscalationRow } from '#renderer/data/hooks/use-escalations.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { COLUMNS, ReviewRow } from './review-row.tsx';

type Props = {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly EscalationRow[];
  readonly chosen: string | null;
  readonly isOver: boolean;
  readonly onChoose: (id: string) => void;
  /** Enter. */
  readonly onOpen: () => void;
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  j: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  k: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

const SECOND_MS = 1000;

/** Escalations by due time, then those that are worked on: arrows or J and K choose; what is chosen stands beside it. */
export function ReviewList({ listRef, rows, chosen, isOver, onChoose, onOpen }: Props) {
  const { t } = useTranslation('escalations');
  const context = useFormatContext(SECOND_MS);
  const base = useId();
  const at = rows.findIndex(({ escalation }) => escalation.id === chosen);
  useEffect(() => {
    if (chosen !== null) document.getElementById(`${base}${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (event.key === 'Enter') onOpen();
    else if (step === undefined) return;
    else {
      const next = rows[step(at, rows.length - 1)];
      if (next !== undefined) onChoose(next.escalation.id);
    }
    event.preventDefault();
  };
  const isFirstWorked = (n: number): boolean => {
    const [row, before] = [rows[n], rows[n - 1]];
    if (isOver || row === undefined || isUndecided(row.escalation)) return false;
    return before === undefined || isUndecided(before.escalation);
  };
  return (
    <div className="@container">
      <div
        aria-hidden="true"
        className={classNames(
          COLUMNS,
          'sticky top-0 z-10 border-line border-b bg-panel py-1.5 font-semibold text-ink-3',
        )}
      >
        <span>{t('column.customer')}</span>
        <span>{t('column.why')}</span>
        <span className="hidden @min-[820px]:block">{t('column.path')}</span>
        <span className="hidden @min-[820px]:block">{t('column.raisedBy')}</span>
        <span className="hidden @min-[820px]:block">{t('column.owner')}</span>
        <span>{t(isOver ? 'column.ended' : 'column.due')}</span>
      </div>
      <div
        ref={listRef}
        role="listbox"
        aria-label={t('list')}
        aria-activedescendant={at >= 0 ? `${base}${chosen}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="-outline-offset-2"
      >
        {rows.map((row, n) => (
          <ReviewRow
            key={row.escalation.id}
            id={`${base}${row.escalation.id}`}
            row={row}
            heading={isFirstWorked(n) ? t('worked') : undefined}
            isChosen={row.escalation.id === chosen}
            context={context}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}
