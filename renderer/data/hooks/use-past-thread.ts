import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ThreadJump } from '#renderer/data/client/desk-client-types.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { AsOf } from '#shared/domain/moment.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { ThreadPage } from '#shared/wire/queries/thread.ts';
import type { QueryInput } from '#shared/wire/queries.ts';
import { useAskHub } from './use-hub-query.ts';
import type { ThreadHook } from './use-thread.ts';

type From = QueryInput<'timeline.page'>['from'];
type Past = {
  readonly page: ThreadPage | null;
  readonly loading: ThreadHook['loading'];
  readonly error: WireError | null;
};

const NOTHING: Past = { page: null, loading: 'jump', error: null };
const NO_MARKS: ThreadHook['readMarks'] = {};

/**
 * A thread as it was then, page by page, both ways; it stands still. What is known of the customer is the live thread's.
 * Null while `asOf` is null.
 */
export function usePastThread(
  customerId: string,
  live: ThreadHook,
  { asOf, channels }: { readonly asOf: AsOf | null; readonly channels: readonly Channel[] },
): ThreadHook | null {
  const ask = useAskHub();
  const [past, setPast] = useState<Past>(NOTHING);
  const turn = useRef(0);

  const load = useCallback(
    async (from: From, loading: NonNullable<ThreadHook['loading']>, of = customerId): Promise<void> => {
      if (asOf === null) return;
      turn.current += 1;
      const mine = turn.current;
      setPast((now) => ({ ...now, loading, error: null }));
      try {
        const page = await ask('timeline.page', { customerId: of, from, asOf, channels: [...channels] });
        if (mine === turn.current)
          setPast((now) => ({ page: joined(now.page, page, loading), loading: null, error: null }));
      } catch (error) {
        if (mine === turn.current) setPast((now) => ({ ...now, loading: null, error: asWireError(error) }));
      }
    },
    [ask, customerId, asOf, channels],
  );
  // What was shown stays until the page is here, so that a slider that is drawn does not flicker.
  useEffect(() => void load({ at: 'newest' }, 'jump'), [load]);

  return useMemo(() => {
    if (asOf === null) return null;
    const { page, loading, error } = past;
    const { first, last } = page ?? {};
    const jump = (to: ThreadJump): void => {
      if (to.at === 'item') void load({ at: 'item', seq: to.seq }, 'jump', to.customerId);
      else void load(to, 'jump');
    };
    return {
      ...live,
      state: stateOf(past),
      error,
      loading,
      items: page?.items ?? [],
      older: page?.older ?? false,
      newer: page?.newer ?? false,
      arrived: 0,
      readMarks: NO_MARKS,
      retry: () => void load({ at: 'newest' }, 'jump'),
      loadOlder: () => first !== undefined && loading === null && void load({ at: 'before', position: first }, 'older'),
      loadNewer: () => last !== undefined && loading === null && void load({ at: 'after', position: last }, 'newer'),
      jump,
      toNewest: () => jump({ at: 'newest' }),
    };
  }, [asOf, past, live, load]);
}

function stateOf({ page, error }: Past): ThreadHook['state'] {
  if (page !== null) return 'ready';
  return error === null ? 'loading' : 'error';
}

function joined(before: ThreadPage | null, page: ThreadPage, how: NonNullable<ThreadHook['loading']>): ThreadPage {
  if (before === null || how === 'jump') return page;
  const ends = how === 'older' ? { ...before, older: page.older } : { ...before, newer: page.newer };
  const items = how === 'older' ? [...page.items, ...before.items] : [...before.items, ...page.items];
  if (how === 'older') return { ...ends, items, ...(page.first !== undefined && { first: page.first }) };
  return { ...ends, items, ...(page.last !== undefined && { last: page.last }) };
}
