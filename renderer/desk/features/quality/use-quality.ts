import { useEffect, useState } from 'react';
import { useAskHub, useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { QualityRow, QualityView } from '#shared/domain/identity.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

const PAGE = 50;
const MOST = 500;

type Page = QueryOutput<'quality.list'>;
export type Quality = {
  readonly state: 'loading' | 'ready' | 'error';
  readonly error: WireError | null;
  readonly retry: () => void;
  readonly rows: readonly QualityRow[];
  readonly counts: Page['counts'] | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** Leaves a row out that was just answered, until the list is asked for anew. */
  readonly drop: (id: string) => void;
  /** Every row of the view, page by page. */
  readonly all: () => Promise<readonly QualityRow[]>;
};

/** One list of what needs a look, loaded further on demand. */
export function useQuality(view: QualityView): Quality {
  const ask = useAskHub();
  const first = useHubQuery('quality.list', { view, limit: PAGE }, { keepPrevious: true });
  const [further, setFurther] = useState<Page[]>([]);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<WireError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view, or a fresh answer, begins from the start
  useEffect(() => {
    setFurther([]);
    setGone(new Set());
  }, [view, first]);
  const pages = first.state === 'ready' ? [first.data, ...further] : [];
  const next = pages.at(-1)?.next;
  return {
    state: first.state,
    error: first.state === 'error' ? first.error : failed,
    retry: first.state === 'error' ? first.retry : () => setFailed(null),
    rows: pages.flatMap((page) => page.rows).filter((row) => !gone.has(row.id)),
    counts: first.state === 'ready' ? first.data.counts : null,
    hasMore: next !== undefined,
    loadMore() {
      if (next === undefined) return;
      ask('quality.list', { view, after: next, limit: PAGE }).then(
        (page) => setFurther((before) => [...before, page]),
        (error: unknown) => setFailed(asWireError(error)),
      );
    },
    drop: (id) => setGone((before) => new Set(before).add(id)),
    async all() {
      const rows: QualityRow[] = [];
      let after: string | undefined;
      do {
        const page: Page = await ask('quality.list', { view, limit: MOST, ...(after === undefined ? {} : { after }) });
        rows.push(...page.rows);
        after = page.next;
      } while (after !== undefined);
      return rows;
    },
  };
}
