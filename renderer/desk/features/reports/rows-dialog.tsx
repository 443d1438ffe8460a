import { useEffect, useRef } from 'react';
import { goTo } from '#renderer/desk/routes.ts';
import { formatExactDuration } from '#renderer/i18n/duration.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ReportRow } from '#shared/domain/report.ts';
import type { QueryInput } from '#shared/wire/queries.ts';
import type { OpenedNumber } from './report-table.tsx';
import { type ReportWords, useReportWords } from './use-report-words.ts';
import { useRows } from './use-rows.ts';

type RowsDialogProps = {
  readonly opened: OpenedNumber;
  readonly ask: QueryInput<'report.rows'>;
  readonly onClose: () => void;
};

/** What one number counted, newest first; a row leads to its conversation, or to its customer's thread. */
export function RowsDialog({ opened, ask, onClose }: RowsDialogProps) {
  const words = useReportWords();
  const { t, metric } = words;
  const list = useRef<HTMLTableElement>(null);
  const { state, rows, error, retry, more } = useRows(ask);
  const isReady = state === 'ready';
  const isScored = rows.some((row) => row.score !== undefined);
  useEffect(() => {
    if (isReady) list.current?.querySelector('button')?.focus();
  }, [isReady]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('reports:rows.title', { metric: metric(opened.metric), row: opened.rowName })}
      description={opened.metric.kind === 'share' ? t('reports:rows.share') : words.meaning(opened.metric)}
      closeLabel={t('common:close')}
      width="xl"
    >
      {state === 'loading' && <SkeletonRows rows={6} label={t('common:loading')} />}
      {error !== null && (
        <ErrorState
          title={t('reports:rows.failed')}
          detail={error.message}
          action={<Button onClick={retry}>{t('common:retry')}</Button>}
        />
      )}
      {isReady && rows.length === 0 && <EmptyState title={t('reports:rows.empty')} />}
      {rows.length > 0 && (
        <table ref={list} aria-label={t('reports:rows.list')} className="figures w-full">
          <thead>
            <tr className="text-left text-ink-3">
              {(['at', 'number', 'customer', 'channel', 'agent'] as const).map((column) => (
                <th key={column} scope="col" className="px-2 py-1 font-medium">
                  {t(`reports:rows.${column}`)}
                </th>
              ))}
              {isScored && (
                <th scope="col" className="px-2 py-1 text-right font-medium">
                  {t('reports:rows.score')}
                </th>
              )}
              {rows.some((row) => row.seconds !== undefined) && (
                <th scope="col" className="px-2 py-1 text-right font-medium">
                  {t('reports:rows.seconds')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Counted key={row.id} row={row} isScored={isScored} words={words} onClose={onClose} />
            ))}
          </tbody>
        </table>
      )}
      {more !== null && error === null && (
        <p className="pt-3 text-center">
          <Button onClick={more}>{t('reports:rows.more')}</Button>
        </p>
      )}
    </Dialog>
  );
}

type CountedProps = {
  readonly row: ReportRow;
  /** Some of the rows have a score. */
  readonly isScored: boolean;
  readonly words: ReportWords;
  readonly onClose: () => void;
};

function Counted({ row, isScored, words, onClose }: CountedProps) {
  const { t, format, channel } = words;
  const { conversationId = null, customerId } = row;
  const number = row.conversationNumber === undefined ? t('reports:rows.noConversation') : `#${row.conversationNumber}`;
  const open = (): void => {
    onClose();
    if (conversationId !== null) goTo({ tab: 'all', conversationId });
    else if (customerId !== undefined) goTo({ tab: 'all', conversationId: null, customerId });
  };
  const leads = conversationId !== null || customerId !== undefined;
  return (
    <tr className="hover:bg-panel">
      <td className="whitespace-nowrap border-line border-t px-2 py-1.5">{formatDayTime(row.at, format)}</td>
      <td className="whitespace-nowrap border-line border-t px-2 py-1.5">
        {leads ? (
          <button
            type="button"
            onClick={open}
            className="rounded-s underline decoration-line-strong underline-offset-4 hover:decoration-ink"
          >
            {number}
          </button>
        ) : (
          '–'
        )}
      </td>
      <td className="max-w-64 truncate border-line border-t px-2 py-1.5">
        <Words>{row.customerName ?? ''}</Words>
        {row.subject !== undefined && (
          <span className="text-ink-3">
            {' '}
            <Words>{row.subject}</Words>
          </span>
        )}
      </td>
      <td className="whitespace-nowrap border-line border-t px-2 py-1.5">
        {row.channel === undefined ? '' : channel(row.channel)}
      </td>
      <td className="max-w-40 truncate border-line border-t px-2 py-1.5">
        <Words>{row.agentName ?? ''}</Words>
      </td>
      {isScored && (
        <td className="whitespace-nowrap border-line border-t px-2 py-1.5 text-right">{row.score ?? '–'}</td>
      )}
      {row.seconds !== undefined && (
        <td className="whitespace-nowrap border-line border-t px-2 py-1.5 text-right">
          {formatExactDuration(Math.round(row.seconds) * 1000, format.locale)}
        </td>
      )}
    </tr>
  );
}
