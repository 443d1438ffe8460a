import { useCallback, useEffect, useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import type { Quarantined, QuarantineState } from '#shared/domain/quarantined.ts';

const PAGE = 50;
const AGAIN_MS = 30_000;

type Kept = { readonly state: QuarantineState; readonly rows: readonly Quarantined[]; readonly hasMore: boolean };

export type QuarantineList = {
  readonly rows: readonly Quarantined[];
  readonly hasMore: boolean;
  readonly phase: 'loading' | 'ready' | 'error';
  readonly retry: () => void;
  readonly loadMore: () => void;
  /** It was decided: it is no longer in this list. */
  readonly drop: (id: string) => void;
};

/** What is in quarantine, newest first. Looked at again by itself, while only the first page is shown. */
export function useQuarantine(state: QuarantineState): QuarantineList {
  const ask = useAskHub();
  const [kept, setKept] = useState<Kept | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again at each try
  useEffect(() => {
    let ended = false;
    const load = async (): Promise<void> => {
      try {
        const { rows } = await ask('quarantine.list', { state, limit: PAGE });
        if (ended) return;
        setHasFailed(false);
        setKept((now) =>
          now?.state === state && now.rows.length > PAGE ? now : { state, rows, hasMore: rows.length === PAGE },
        );
      } catch {
        if (!ended) setHasFailed(true);
      }
    };
    void load();
    const timer = setInterval(() => void load(), AGAIN_MS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [ask, state, tries]);
  const mine = kept?.state === state ? kept : null;
  const last = mine?.rows.at(-1);
  return {
    rows: mine?.rows ?? [],
    hasMore: mine?.hasMore ?? false,
    phase: phaseOf(mine !== null, hasFailed),
    retry,
    loadMore() {
      if (last === undefined) return;
      const before = { receivedAt: last.receivedAt, id: last.id };
      ask('quarantine.list', { state, before, limit: PAGE }).then(
        ({ rows }) => setKept((now) => now && { ...now, rows: [...now.rows, ...rows], hasMore: rows.length === PAGE }),
        () => setHasFailed(true),
      );
    },
    drop: (id) => setKept((now) => now && { ...now, rows: now.rows.filter((row) => row.id !== id) }),
  };
}

function phaseOf(isHere: boolean, hasFailed: boolean): QuarantineList['phase'] {
  if (isHere) return 'ready';
  return hasFailed ? 'error' : 'loading';
}
