import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { dayNumber, formatDayTime, formatShortDate, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ItemRef } from '#shared/domain/brief.ts';
import { isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';

/** The words of an item, as far as it has any. */
function wordsOf(item: TimelineItem): string | null {
  switch (item.kind) {
    case 'message':
    case 'note':
      return item.data.text;
    case 'call':
      return item.data.summary ?? item.data.transcript ?? null;
    case 'order':
      return `${item.data.number} · ${item.data.state}`;
    case 'commitment':
      return item.data.text ?? null;
    default:
      return null;
  }
}

/** An item of the thread; an item never changes, so it is asked for once. */
function useItem({ customerId, seq }: ItemRef): TimelineItem | null {
  const page = useHubQuery(
    'timeline.page',
    { customerId, from: { at: 'item', seq }, limit: 3 },
    { staleMs: Number.POSITIVE_INFINITY },
  );
  if (page.state !== 'ready') return null;
  const item = page.data.items.find((one) => one.customerId === customerId && one.seq === seq);
  return item === undefined || isHidden(item) ? null : item;
}

/** Where a line of a brief comes from: channel and time; pressed, the item's own words. */
export function ItemLink({ item: ref }: { readonly item: ItemRef }) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const { t: thread } = useTranslation('thread');
  const context = useFormatContext();
  const [isOpen, setIsOpen] = useState(false);
  const item = useItem(ref);
  const time = item === null ? '' : formatDayTime(item.occurredAt, context);
  // In the table there is room for one of the two: today's items are told apart by the time, older ones by the day.
  const isToday =
    item !== null && dayNumber(item.occurredAt, context.timeZone) === dayNumber(context.now, context.timeZone);
  const when = item === null ? '' : (isToday ? formatTime : formatShortDate)(item.occurredAt, context);
  const isPlain = item === null || item.kind === 'message';
  const what = item !== null && (isPlain ? common(`channel.${item.channel}`) : thread(`kind.${item.kind}`));
  return (
    <Popover
      title={t('itemOf')}
      side="left"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          className="figures max-w-44 truncate rounded-s px-1.5 py-0.5 text-ink-3 underline decoration-line-strong underline-offset-2 hover:bg-line hover:text-ink"
        >
          {item === null ? `#${ref.seq}` : `${what} ${when}`}
        </button>
      }
    >
      <div className="flex max-h-60 w-72 flex-col gap-1 overflow-y-auto">
        {item !== null && (
          <span className="text-ink-3">
            {item.author.name !== undefined && <Words>{item.author.name}</Words>} {time}
          </span>
        )}
        <p className="whitespace-pre-wrap">
          {item === null ? t('itemGone') : <Words>{wordsOf(item) ?? thread(`kind.${item.kind}`)}</Words>}
        </p>
      </div>
    </Popover>
  );
}
