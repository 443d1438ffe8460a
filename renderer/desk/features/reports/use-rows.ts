import { useInfiniteQuery } from '@tanstack/react-query';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { ReportRow } from '#shared/domain/report.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { QueryInput, QueryOutput } from '#shared/wire/queries.ts';

type Page = QueryOutput<'report.rows'>;

type Rows = {
  readonly state: 'loading' | 'error' | 'ready';
  readonly rows: readonly ReportRow[];
  readonly error: WireError | null;
  readonly retry: () => void;
  /** Asks for the next page, once however often it is pressed; null on the last one. */
  readonly more: (() => void) | null;
};

/** What a number counted, page after page, as it was when it was opened: what comes meanwhile shifts no page. */
export function useRows(ask: QueryInput<'report.rows'>): Rows {
  const askHub = useAskHub();
  const { data, error, status, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['report.rows', 'pages', ask],
    queryFn: ({ pageParam: after }): Promise<Page> => askHub('report.rows', after === null ? ask : { ...ask, after }),
    initialPageParam: null as NonNullable<Page['next']> | null,
    getNextPageParam: ({ next }) => next ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    // Opened anew it is asked anew.
    gcTime: 0,
    retry: (failures, cause) => failures < 3 && asWireError(cause).retryable,
  });
  // A second press is often quicker than the screen that would tell it to wait.
  const more = (): void => void fetchNextPage({ cancelRefetch: false });
  const waiting = status === 'error' ? 'error' : 'loading';
  return {
    state: data === undefined ? waiting : 'ready',
    rows: data?.pages.flatMap((page) => page.rows) ?? [],
    error: error === null ? null : asWireError(error),
    retry: data === undefined ? () => void refetch() : more,
    more: hasNextPage ? more : null,
  };
}
