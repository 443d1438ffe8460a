import { goTo } from '#renderer/desk/routes.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { flowOf, whenOf } from '#renderer/state/board-figures.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Behind } from './behind.ts';
import { useTicking } from './hub-clock.tsx';
import { useHeldOrder, useRowKeys } from './use-rows.ts';

type BehindFlowProps = {
  readonly behind: Extract<Behind, { of: 'flow' }>;
  readonly board: BoardState;
  readonly teamId: string | null;
};

/** The handoffs of the last hour on one way, or all; each opens its conversation. */
export function BehindFlow({ behind: { from, to }, board, teamId }: BehindFlowProps) {
  const { t } = useTranslation(['board', 'common', 'handoff']);
  const format = useFormatContext();
  const minute = useTicking((now) => Math.floor(now.getTime() / 15_000) * 15_000);
  const found = flowOf(board.handoffs, teamId, new Date(minute)).rows.filter(
    (row) => (from === null || row.from === from) && (to === null || row.to === to),
  );
  const { rows, hold } = useHeldOrder(found);
  const { stopAt, onKeyDown } = useRowKeys(rows.map(({ id }) => id));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go among the buttons in it
    <div {...hold} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-y-auto">
      {rows.length === 0 && <p className="px-4 py-6 text-center text-ink-3">{t('board:noFlow')}</p>}
      {rows.map((row) => (
        <button
          key={row.id}
          type="button"
          data-row={row.id}
          tabIndex={row.id === stopAt ? 0 : -1}
          onClick={() => goTo({ tab: 'all', conversationId: row.conversationId })}
          className="grid w-full grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2 border-line border-b px-4 py-(--row-y) text-left -outline-offset-2 hover:bg-raised"
        >
          <ChannelDot sign={row.to} label={t(`common:channel.${row.to}`)} />
          <b className="truncate font-semibold">
            <Words>{t('board:fromTo', { from: row.fromName, to: row.toName })}</Words>
          </b>
          <span className="figures text-ink-3">{formatTime(whenOf(row), format)}</span>
          <span
            className={classNames('col-span-2 col-start-2 truncate', isLost(row.state) ? 'text-warn' : 'text-ink-2')}
          >
            {t(`board:handoffState.${row.state}`)} · #{row.conversationNumber}
          </span>
        </button>
      ))}
    </div>
  );
}

const isLost = (state: string): boolean => state === 'declined' || state === 'expired' || state === 'lapsed';
