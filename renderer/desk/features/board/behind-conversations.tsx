import { useState } from 'react';
import { useBehind } from '#renderer/data/hooks/use-board.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatRemaining, formatStopwatch, urgencyOf } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Behind } from './behind.ts';
import { useTicking } from './hub-clock.tsx';
import { useHeldOrder, useRowKeys } from './use-rows.ts';

const WHICH = ['waiting', 'past_due', 'open'] as const;

type BehindConversationsProps = {
  readonly behind: Exclude<Behind, { of: 'flow' }>;
  readonly teamId: string | null;
  /** Another one of it means that the list may be another. */
  readonly follows: unknown;
};

/** A list of conversations, each of which opens on its thread. */
export function BehindConversations({ behind, teamId, follows }: BehindConversationsProps) {
  const { t } = useTranslation(['board', 'common']);
  const [which, setWhich] = useState<(typeof WHICH)[number]>('waiting');
  const list = useBehind(
    behind.of === 'agent'
      ? { of: 'agent', agentId: behind.agentId }
      : { of: 'queue', channel: behind.channel, which, ...(teamId !== null && { teamId }) },
    follows,
  );
  const found = list.state === 'ready' ? list.data.rows : [];
  const { rows, hold } = useHeldOrder(found.map((row) => ({ ...row, id: row.conversationId })));
  const { stopAt, onKeyDown } = useRowKeys(rows.map(({ conversationId }) => conversationId));
  return (
    <>
      {behind.of === 'queue' && (
        <div className="px-4 pb-2">
          <SegmentedControl
            label={t('board:which.label')}
            value={which}
            onChange={setWhich}
            segments={WHICH.map((value) => ({ value, label: t(`board:which.${value}`) }))}
          />
        </div>
      )}
      {list.state === 'loading' && <SkeletonRows rows={4} label={t('common:loading')} />}
      {list.state === 'error' && <ErrorState title={list.error.message} code={list.error.code} />}
      {list.state === 'ready' && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows go among the buttons in it
        <div {...hold} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-y-auto">
          {rows.length === 0 && <p className="px-4 py-6 text-center text-ink-3">{t('board:nothingBehind')}</p>}
          {rows.map((row) => (
            <ConversationRow
              key={row.conversationId}
              row={row}
              isStop={row.conversationId === stopAt}
              withOwner={behind.of === 'queue'}
            />
          ))}
          {list.data.total > rows.length && (
            <p className="px-4 py-3 text-ink-3">{t('board:more', { count: list.data.total - rows.length })}</p>
          )}
        </div>
      )}
    </>
  );
}

type ConversationRowProps = { readonly row: InboxRow; readonly isStop: boolean; readonly withOwner: boolean };

function ConversationRow({ row, isStop, withOwner }: ConversationRowProps) {
  const { t } = useTranslation('common');
  const about = [withOwner ? row.owner.name : '', row.preview].filter((part) => part !== '').join(' · ');
  return (
    <button
      type="button"
      data-row={row.conversationId}
      tabIndex={isStop ? 0 : -1}
      onClick={() => goTo({ tab: 'all', conversationId: row.conversationId })}
      className="grid w-full grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2 border-line border-b px-4 py-(--row-y) text-left -outline-offset-2 hover:bg-raised"
    >
      <ChannelDot sign={row.channel} label={t(`channel.${row.channel}`)} />
      <b className="truncate font-semibold">
        <Words>{row.customerName === '' ? t('words.nameUnknown') : row.customerName}</Words>
      </b>
      <Standing row={row} />
      <span className="col-span-2 col-start-2 truncate text-ink-2">
        <Words>{about}</Words>
      </span>
    </button>
  );
}

const LOOK = { calm: 'text-ink-3', soon: 'font-semibold text-warn', over: 'font-semibold text-bad' } as const;

/** Until when it is due, else how long they wait. */
function Standing({ row: { due, customerWaitsSince } }: { readonly row: InboxRow }) {
  const locale = useLocale();
  const urgency = useTicking((now) => (due === undefined ? 'calm' : urgencyOf(due.at, now)));
  const text = useTicking((now) => {
    if (due !== undefined) return formatRemaining(due.at, now, locale);
    return customerWaitsSince === undefined
      ? ''
      : formatStopwatch(now.getTime() - Date.parse(customerWaitsSince), locale);
  });
  return <span className={classNames('figures whitespace-nowrap', LOOK[urgency])}>{text}</span>;
}
