import { type KeyboardEvent, type RefObject, useEffect, useId } from 'react';
import { formatDay, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Hostile } from '#renderer/ui/hostile.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import type { Quarantined } from '#shared/domain/quarantined.ts';
import { useReason } from './use-reason.ts';

type QuarantineListProps = {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Quarantined[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The list: arrows, Home and End choose; what is chosen stands beside it. */
export function QuarantineList({ listRef, rows, chosen, onChoose }: QuarantineListProps) {
  const { t } = useTranslation('quarantine');
  const context = useFormatContext(60_000);
  const reasonOf = useReason();
  const base = useId();
  const at = rows.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    if (chosen !== null) document.getElementById(`${base}${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || isComposing(event)) return;
    event.preventDefault();
    const next = rows[step(at, rows.length - 1)];
    if (next !== undefined) onChoose(next.id);
  };
  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label={t('list')}
      aria-activedescendant={at >= 0 ? `${base}${chosen}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="-outline-offset-2"
    >
      {rows.map(({ id, channel, summary, reason, receivedAt }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
        <div
          key={id}
          id={`${base}${id}`}
          role="option"
          aria-selected={id === chosen}
          tabIndex={-1}
          onClick={() => onChoose(id)}
          className={classNames(
            'flex cursor-default gap-2.5 border-line border-b px-(--pad-x) py-(--row-y)',
            id === chosen ? 'tint-accent' : 'hover:bg-raised',
          )}
        >
          <ChannelDot sign={channel ?? 'note'} />
          <div className="min-w-0 flex-1">
            <b className="block truncate font-semibold">
              {summary.from === undefined ? t('noSender') : <Hostile>{summary.from}</Hostile>}
            </b>
            <p className="truncate text-ink-2">
              {summary.subject === undefined ? t('noSubject') : <Hostile>{summary.subject}</Hostile>}
            </p>
            <p className="truncate text-warn">{reasonOf(reason)}</p>
            <time dateTime={receivedAt} className="figures text-ink-3">
              {formatDay(receivedAt, context)} {formatTime(receivedAt, context)}
            </time>
          </div>
        </div>
      ))}
    </div>
  );
}
