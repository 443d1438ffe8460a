import type { KeyboardEvent, RefObject } from 'react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { QueryOutput } from '#shared/wire/queries.ts';

export type WaitingRow = QueryOutput<'approval.list'>['rows'][number];

type Props = {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly WaitingRow[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

const STEP: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** A list to choose from by arrows, or J and K. */
export function WaitingList({ listRef, rows, chosen, onChoose }: Props) {
  const { t } = useTranslation('approvals');
  const format = useFormatContext();
  const at = rows.findIndex(({ held }) => held.id === chosen);
  function onKeyDown(event: KeyboardEvent): void {
    const step = STEP[event.key];
    if (isComposing(event.nativeEvent) || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (next !== undefined) onChoose(next.held.id);
  }
  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      aria-label={t('show.waiting')}
      aria-activedescendant={chosen === null ? undefined : `held-${chosen}`}
      onKeyDown={onKeyDown}
      className="min-h-0 overflow-y-auto"
    >
      {rows.map(({ held, customerName, conversationNumber }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
        <div
          key={held.id}
          id={`held-${held.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={held.id === chosen}
          onClick={() => onChoose(held.id)}
          className={classNames(
            'grid cursor-default grid-cols-[minmax(0,1fr)] gap-0.5 border-line border-b px-4 py-2',
            held.id === chosen ? 'tint-accent' : 'hover:bg-panel',
          )}
        >
          <span className="flex items-center gap-2">
            <ChannelDot sign={held.channel} />
            <span className="min-w-0 flex-1 truncate font-semibold">
              <Words>{customerName === '' ? t('nameUnknown') : customerName}</Words>
            </span>
            <span className="figures text-ink-3">#{conversationNumber}</span>
          </span>
          <span className="truncate text-ink-2">
            <Words>{held.text}</Words>
          </span>
          <span className="flex justify-between gap-2 text-ink-3">
            <span className="truncate">
              <Words>{held.author.name}</Words>
            </span>
            <span className="figures shrink-0">{formatDayTime(held.heldAt, format)}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
