import { ArrowUpRight, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatAgo } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { lineWords } from './line-words.ts';
import { useMarkSeen } from './use-mark-seen.ts';
import { useSince } from './use-since.ts';

/** So many at first; the rest when asked. */
const SHOWN = 5;

/** What happened on a thread since this agent last saw it, across channels; each leads to where it is. Nothing without news. */
export function CatchUp({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation(['catchUp', 'common']);
  const context = useFormatContext(60_000);
  const { isReady, news, dismiss } = useSince(customerId);
  const [isAll, setIsAll] = useState(false);
  useMarkSeen(customerId, isReady);
  if (news === null) return null;
  const { lines, first, lastSeenAt } = news;
  const shown = isAll ? lines : lines.slice(0, SHOWN);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') dismiss();
  };
  return (
    <section
      aria-label={t('catchUp:title')}
      onKeyDown={onKeyDown}
      className="flex items-start gap-2 rounded-r border border-line bg-raised py-1.5 pr-1.5 pl-3.5"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-1 gap-y-0.5">
        <h2 className="mr-2 flex min-h-7 items-center font-semibold">
          {t('catchUp:title')}
          {lastSeenAt !== undefined && (
            <span className="ml-2 font-normal text-ink-3">{formatAgo(lastSeenAt, context.now, context.locale)}</span>
          )}
        </h2>
        <ul className="contents">
          {shown.map((line) => {
            const [place] = line.items;
            const words = lineWords(line, t, context);
            return (
              <li key={`${line.what} ${place?.customerId} ${place?.seq}`} className="max-w-full">
                <button
                  type="button"
                  onClick={() => place !== undefined && showItem(place)}
                  className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-s px-1.5 text-ink-2 hover:bg-line hover:text-ink"
                >
                  <ChannelDot sign={line.channel} />
                  <span className="truncate">
                    <Words>{words}</Words>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        {lines.length > SHOWN && !isAll && (
          <Button variant="ghost" onClick={() => setIsAll(true)}>
            {t('catchUp:more', { count: lines.length - SHOWN })}
          </Button>
        )}
      </div>
      {first !== undefined && (
        <Button
          variant="ghost"
          className="shrink-0"
          icon={<ArrowUpRight aria-hidden="true" size={14} />}
          onClick={() => showItem(first)}
        >
          {t('catchUp:toFirst')}
        </Button>
      )}
      <IconButton label={t('catchUp:dismiss')} icon={<X aria-hidden="true" size={15} />} onClick={dismiss} />
    </section>
  );
}
