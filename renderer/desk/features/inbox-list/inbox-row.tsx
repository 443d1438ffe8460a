import { Fragment } from 'react';
import type { Urgency } from '#renderer/i18n/duration.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { DueWords } from './due-words.ts';
import type { ShownRow } from './use-held-rows.ts';

const URGENCY: Readonly<Record<Urgency, string>> = {
  calm: 'text-ink-3',
  soon: 'font-semibold text-warn',
  over: 'font-semibold text-bad',
};

type InboxRowItemProps = {
  readonly shown: ShownRow;
  readonly due: DueWords;
  /** The second line, part by part. */
  readonly words: readonly string[];
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  /** Takes it from the queue; absent where that is not to be done. */
  readonly onClaim?: (() => void) | undefined;
  readonly isClaiming: boolean;
};

/** One conversation of the list. All of it opens it. */
export function InboxRowItem({ shown, due, words, isSelected, onOpen, onClaim, isClaiming }: InboxRowItemProps) {
  const { t } = useTranslation(['common', 'inbox']);
  const { row, isGone } = shown;
  return (
    <div data-row={row.conversationId} className="group relative">
      <button
        type="button"
        aria-current={isSelected || undefined}
        onClick={onOpen}
        className={classNames(
          'grid w-full grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2 border-l-[3px] py-(--row-y) pr-(--pad-x) pl-[11px] text-left -outline-offset-2',
          isSelected ? 'border-accent bg-raised' : 'border-transparent hover:bg-raised',
        )}
      >
        <ChannelDot sign={row.channel} label={t(`common:channel.${row.channel}`)} />
        <span className={classNames('truncate font-semibold', isGone && 'text-ink-3')}>
          <Words>{row.customerName === '' ? t('common:words.nameUnknown') : row.customerName}</Words>
        </span>
        <span className={classNames('figures whitespace-nowrap', isGone ? 'text-ink-3' : URGENCY[due.urgency])}>
          {due.text}
        </span>
        <span className={classNames('col-span-2 col-start-2 truncate', isGone ? 'text-ink-3' : 'text-ink-2')}>
          {words.map((part, index) => (
            <Fragment key={part}>
              {index > 0 && ' · '}
              <Words>{part}</Words>
            </Fragment>
          ))}
        </span>
      </button>
      {onClaim !== undefined && !isGone && (
        <Button
          onClick={onClaim}
          busy={isClaiming}
          aria-label={`${t('inbox:row.claim')} #${row.number}`}
          className={classNames(
            'absolute right-2 bottom-1 shadow-raised focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100',
            !isClaiming && 'opacity-0',
          )}
        >
          {t('inbox:row.claim')}
        </Button>
      )}
    </div>
  );
}
