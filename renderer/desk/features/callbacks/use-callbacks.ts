import { useCallback, useEffect, useState } from 'react';
import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import type { Callback } from '#shared/domain/callback.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

export type Show = 'open' | 'mine' | 'closed';
type List = QueryOutput<'callback.list'>;

export type Callbacks = {
  readonly rows: readonly Callback[];
  readonly counts: List['counts'] | null;
  readonly phase: 'loading' | 'ready' | 'error';
  /** Looks again: after an act, or because looking failed. */
  readonly again: () => void;
  /** What an answer told of one: shown at once, before the list is looked at again. */
  readonly learn: (callback: Callback) => void;
};

/** Moves missed by a cut connection are caught by looking again this often, milliseconds. */
const AGAIN_MS = 60_000;

/** The calls to make, due first; live by what the teams' topics tell. */
export function useCallbacks(show: Show): Callbacks {
  const ask = useAskHub();
  const [kept, setKept] = useState<{ readonly show: Show; readonly list: List } | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [looks, setLooks] = useState(0);
  const again = useCallback(() => setLooks((count) => count + 1), []);
  useDeskEvents({ onCallbacksChanged: again });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for at each look
  useEffect(() => {
    let ended = false;
    const load = (): Promise<void> =>
      ask('callback.list', { show }).then(
        (list) => {
          if (ended) return;
          setHasFailed(false);
          setKept({ show, list });
        },
        () => {
          if (!ended) setHasFailed(true);
        },
      );
    void load();
    const timer = setInterval(() => void load(), AGAIN_MS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [ask, show, looks]);
  const mine = kept?.show === show ? kept.list : null;
  const learn = useCallback((callback: Callback) => {
    setKept((now) => now && { ...now, list: { ...now.list, callbacks: replaced(now.list.callbacks, callback) } });
  }, []);
  return {
    rows: mine?.callbacks ?? [],
    counts: kept?.list.counts ?? null,
    phase: phaseOf(mine !== null, hasFailed),
    again,
    learn,
  };
}

const replaced = (rows: readonly Callback[], one: Callback): Callback[] =>
  rows.map((row) => (row.id === one.id ? one : row));

function phaseOf(isHere: boolean, hasFailed: boolean): Callbacks['phase'] {
  if (isHere) return 'ready';
  return hasFailed ? 'error' : 'loading';
}
