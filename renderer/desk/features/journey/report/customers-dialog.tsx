import { useEffect, useRef, useState } from 'react';
import { useAskHub, useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { JourneyAsk } from '#shared/domain/journey/report.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { Opened } from './figure-table.tsx';

type Props = { readonly opened: Opened; readonly ask: JourneyAsk; readonly onClose: () => void };
type Page = QueryOutput<'journey.customers'>;

/** The customers whom a number counted, the last first; a row leads to the thread. */
export function CustomersDialog({ opened, ask, onClose }: Props) {
  const { t } = useTranslation(['journey', 'common']);
  const format = useFormatContext();
  const askHub = useAskHub();
  const list = useRef<HTMLUListElement>(null);
  const question = { ...ask, number: opened.number };
  const first = useHubQuery('journey.customers', question);
  const [more, setMore] = useState<readonly Page[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const isReady = first.state === 'ready';
  useEffect(() => {
    if (isReady) list.current?.querySelector('button')?.focus();
  }, [isReady]);
  const pages = first.state === 'ready' ? [first.data, ...more] : [];
  const customers = pages.flatMap((page) => page.customers);
  const next = pages.at(-1)?.next;
  const loadMore = async (): Promise<void> => {
    if (next === undefined || isBusy) return;
    setIsBusy(true);
    const page = await askHub('journey.customers', { ...question, after: next }).catch(() => null);
    setIsBusy(false);
    if (page !== null) setMore((known) => [...known, page]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('journey:behind.title', { what: opened.what })}
      closeLabel={t('common:close')}
      width="l"
    >
      {first.state === 'loading' && <SkeletonRows rows={6} label={t('common:loading')} />}
      {first.state === 'error' && (
        <ErrorState
          title={t('journey:behind.failed')}
          detail={first.error.message}
          action={<Button onClick={first.retry}>{t('common:retry')}</Button>}
        />
      )}
      {isReady && customers.length === 0 && <EmptyState title={t('journey:behind.empty')} />}
      <ul ref={list} className="flex flex-col divide-y divide-line">
        {customers.map(({ customerId, name, times, lastAt }) => (
          <li key={customerId}>
            <button
              type="button"
              onClick={() => {
                onClose();
                goTo({ tab: 'all', conversationId: null, customerId });
              }}
              className="flex w-full items-baseline gap-4 px-1 py-1.5 text-left -outline-offset-2 hover:bg-panel"
            >
              <span className="min-w-0 flex-1 truncate font-medium">
                <Words>{name ?? t('journey:behind.nameless')}</Words>
              </span>
              <span className="figures text-ink-2">{t('journey:behind.times', { count: times })}</span>
              <span className="figures w-44 whitespace-nowrap text-right text-ink-3">
                {formatDayTime(lastAt, format)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <p className="pt-3 text-center">
          <Button busy={isBusy} onClick={() => void loadMore()}>
            {t('journey:behind.more')}
          </Button>
        </p>
      )}
    </Dialog>
  );
}
