import { type KeyboardEvent, type RefObject, useEffect, useId } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Callback } from '#shared/domain/callback.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { useCallbackWords } from './callback-words.ts';

type CallbackListProps = {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Callback[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The calls to make, due first: arrows, Home and End choose; what is chosen stands beside it. */
export function CallbackList({ listRef, rows, chosen, onChoose }: CallbackListProps) {
  const { t } = useTranslation('callbacks');
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
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
        <div
          key={row.id}
          id={`${base}${row.id}`}
          role="option"
          aria-selected={row.id === chosen}
          tabIndex={-1}
          onClick={() => onChoose(row.id)}
          className={classNames(
            'flex cursor-default gap-2.5 border-line border-b px-(--pad-x) py-(--row-y)',
            row.id === chosen ? 'tint-accent' : 'hover:bg-raised',
          )}
        >
          <ChannelDot sign={CALL_CHANNEL} />
          <CallbackLines row={row} />
        </div>
      ))}
    </div>
  );
}

function CallbackLines({ row }: { readonly row: Callback }) {
  const { t } = useTranslation('callbacks');
  const { why, wish, when, isOverdue } = useCallbackWords();
  const overdue = isOverdue(row);
  const wished = wish(row);
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-baseline gap-2">
        <b className="min-w-0 flex-1 truncate font-semibold">
          <Words>{row.customerName}</Words>
        </b>
        <time
          dateTime={row.closedAt ?? row.dueAt}
          className={classNames('figures shrink-0', overdue ? 'font-medium text-warn' : 'text-ink-2')}
        >
          {overdue && `${t('overdue')} `}
          {when(row.closedAt ?? row.dueAt)}
        </time>
      </div>
      <p className="truncate text-ink-2">{why(row)}</p>
      <p className="truncate text-ink-3">
        {row.closedAs === undefined ? (wished ?? '') : t(`closedAs.${row.closedAs}`)}
        {row.owner !== undefined && row.closedAs === undefined && (
          <>
            {wished !== null && ' · '}
            {t('byWhom', { name: row.owner.name })}
          </>
        )}
      </p>
    </div>
  );
}
