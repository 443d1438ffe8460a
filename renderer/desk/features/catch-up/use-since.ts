import { useCallback, useEffect, useRef, useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

/** Who looked elsewhere for longer than this is told again what came. */
const AWAY_MS = 5 * 60_000;

type Since = QueryOutput<'thread.since'>;
type State = {
  /** The hub has said, or could not: what is seen from now on may be told. */
  readonly isReady: boolean;
  readonly news: Since | null;
  readonly dismiss: () => void;
};

/** What came on a thread since this agent last saw it: asked when it is opened, and after the window was left for a while. */
export function useSince(customerId: string): State {
  const ask = useAskHub();
  const [isReady, setIsReady] = useState(false);
  const [news, setNews] = useState<Since | null>(null);
  const leftAt = useRef<number | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = (): void => {
      ask('thread.since', { customerId }).then(
        (since) => {
          if (isOver) return;
          setIsReady(true);
          if (since.count > 0) setNews(since);
        },
        // Nobody is kept from the thread by it.
        () => !isOver && setIsReady(true),
      );
    };
    const leave = (): void => {
      leftAt.current = performance.now();
    };
    const comeBack = (): void => {
      if (leftAt.current !== null && performance.now() - leftAt.current > AWAY_MS) look();
      leftAt.current = null;
    };
    look();
    window.addEventListener('blur', leave);
    window.addEventListener('focus', comeBack);
    return () => {
      isOver = true;
      window.removeEventListener('blur', leave);
      window.removeEventListener('focus', comeBack);
    };
  }, [ask, customerId]);
  const dismiss = useCallback(() => setNews(null), []);
  return { isReady, news, dismiss };
}
