import { memo } from 'react';
import { type EscalationRow, useEscalationList } from '#renderer/data/hooks/use-escalations.ts';
import { formatDuration, formatRemaining } from '#renderer/i18n/duration.ts';
import { useWhy } from '#renderer/i18n/escalation-words.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isUndecided } from '#renderer/state/escalation-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import { Ticking, useTicking } from './hub-clock.tsx';
import { BoardTable, CELL, Heading, ROW } from './table-parts.tsx';
import { useHeldOrder, useRowKeys } from './use-rows.ts';

const WIDTHS = 'grid-cols-[minmax(0,1.2fr)_minmax(0,2.6fr)_100px_minmax(0,1fr)_minmax(0,1fr)_170px]';

type EscalationTableProps = {
  readonly teamId: string | null;
  readonly onOpen: (escalationId: string) => void;
};

/** What waits for a lead's decision, the next due first. Each leads to its review. */
export const EscalationTable = memo(function EscalationTable({ teamId, onOpen }: EscalationTableProps) {
  const { t } = useTranslation(['board', 'common']);
  const locale = useLocale();
  const list = useEscalationList('open', teamId);
  const all = list.state === 'ready' ? list.data.rows : [];
  const waiting = all
    .filter(({ escalation }) => isUndecided(escalation))
    .map((row) => ({ ...row, id: row.escalation.id }));
  const { rows, hold } = useHeldOrder(waiting);
  const { stopAt, onKeyDown } = useRowKeys(rows.map(({ id }) => id));
  const oldest = waiting.map(({ escalation }) => escalation.raisedAt).sort()[0];
  return (
    <section aria-label={t('board:escalations')} {...hold}>
      <Heading
        title={t('board:escalations')}
        detail={[
          t('board:undecided', { count: list.state === 'ready' ? list.data.counts.undecided : 0 }),
          ...(oldest === undefined
            ? []
            : [
                <Ticking
                  key="oldest"
                  of={(now) => t('board:oldest', { time: formatDuration(now.getTime() - Date.parse(oldest), locale) })}
                />,
              ]),
        ]}
      />
      <BoardTable
        label={t('board:escalations')}
        columns={[
          t('board:column.customer'),
          t('board:column.why'),
          t('board:column.path'),
          t('board:column.raisedBy'),
          t('board:column.owner'),
          t('board:column.due'),
        ]}
        widths={WIDTHS}
        onKeyDown={onKeyDown}
        empty={
          waiting.length === 0 ? t(list.state === 'ready' ? 'board:noEscalations' : 'board:escalationsComing') : null
        }
      >
        {rows.map(({ escalation, channels }) => (
          <Row
            key={escalation.id}
            escalation={escalation}
            channels={channels}
            isStop={escalation.id === stopAt}
            onOpen={onOpen}
          />
        ))}
      </BoardTable>
      {list.more !== null && (
        <div className="px-5 pb-4">
          <Button variant="ghost" onClick={list.more}>
            {t('common:more')}
          </Button>
        </div>
      )}
    </section>
  );
});

type RowProps = EscalationRow & { readonly isStop: boolean; readonly onOpen: (escalationId: string) => void };

const Row = memo(function Row({ escalation, channels, isStop, onOpen }: RowProps) {
  const { t } = useTranslation(['board', 'common', 'escalations']);
  const why = useWhy();
  const { id, customerName, rule, raisedBy, owner } = escalation;
  const from = rule === undefined ? (raisedBy?.name ?? '') : t('escalations:byRule', { name: rule.name });
  return (
    <tr
      data-testid={`escalation-${id}`}
      onClick={() => onOpen(id)}
      className={classNames(ROW, WIDTHS, 'cursor-default hover:bg-panel')}
    >
      <td className={CELL}>
        <button
          type="button"
          data-row={id}
          tabIndex={isStop ? 0 : -1}
          className="max-w-full truncate text-left font-semibold"
        >
          <Words>{customerName === '' ? t('common:words.nameUnknown') : customerName}</Words>
        </button>
      </td>
      <td className={CELL} title={why(escalation)}>
        <Words>{why(escalation)}</Words>
      </td>
      <td className={CELL}>
        <Path channels={channels} />
      </td>
      <td className={CELL} title={from}>
        <Words>{from}</Words>
      </td>
      <td className={CELL} title={owner.name}>
        <Words>{owner.name}</Words>
      </td>
      <td className={CELL}>
        <Due escalation={escalation} />
      </td>
    </tr>
  );
});

/** The channels on the way, oldest first, as dashes in their dyes. */
function Path({ channels }: { readonly channels: readonly Channel[] }) {
  const { t } = useTranslation(['common', 'board']);
  if (channels.length === 0) return null;
  const words = channels.map((channel) => t(`common:channel.${channel}`)).join(' → ');
  return (
    <span role="img" aria-label={t('board:path', { channels: words })} title={words} className="inline-flex gap-[3px]">
      {channels.map((channel, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel may come again, and the path only grows at its end
        <span key={place} className={classNames('h-1.5 w-4 rounded-full bg-dye', dyeClass(channel))} />
      ))}
    </span>
  );
}

const FILL = { calm: 'bg-ok', soon: 'bg-warn', late: 'bg-bad' } as const;
const shareOf = ({ raisedAt, dueAt }: Escalation, now: Date): number => {
  const whole = Date.parse(dueAt) - Date.parse(raisedAt);
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - Date.parse(raisedAt)) / whole));
};

/** How much of the time until the decision has gone, and what is left in words. */
function Due({ escalation }: { readonly escalation: Escalation }) {
  const locale = useLocale();
  const percent = useTicking((now) => Math.round(100 * shareOf(escalation, now)));
  const left = useTicking((now) => formatRemaining(escalation.dueAt, now, locale));
  const early = percent < 50 ? 'calm' : 'soon';
  const urgency = percent >= 85 ? 'late' : early;
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-14 shrink-0 overflow-hidden rounded-full bg-line">
        <span className={classNames('block h-1.5 rounded-full', FILL[urgency])} style={{ width: `${percent}%` }} />
      </span>
      <span className={classNames('figures whitespace-nowrap', urgency === 'late' && 'font-semibold text-bad')}>
        {left}
      </span>
    </span>
  );
}
