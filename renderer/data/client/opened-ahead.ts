import type { Timing } from '#renderer/data/sync/timing.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { DeskClient } from './desk-client-types.ts';

type Opened = QueryOutput<'customer.open'>;

/** A customer that came opened with an answer is not asked for again by whoever opens them next. */
export type OpenedAhead = {
  readonly put: (opened: Opened) => void;
  /** Asks the hub, but for what is here already. */
  readonly ask: DeskClient['ask'];
  /** Somebody else may sign in. */
  readonly forget: () => void;
};

/** Older than this it is asked for anew; what came since would have to be caught up on anyway. */
const KEPT_MS = 5000;

export function createOpenedAhead(ask: DeskClient['ask'], timing: Timing): OpenedAhead {
  let kept: Opened | null = null;
  let cancel: () => void = () => undefined;

  function take(customerId: string): Opened | null {
    if (kept?.customer.id !== customerId) return null;
    const opened = kept;
    kept = null;
    cancel();
    return opened;
  }

  return {
    put(opened) {
      cancel();
      kept = opened;
      cancel = timing.later(KEPT_MS, () => {
        kept = null;
      });
    },
    forget() {
      cancel();
      kept = null;
    },
    ask(name, input) {
      const customerId = name === 'customer.open' ? (input as { customerId: string }).customerId : null;
      const opened = customerId === null ? null : take(customerId);
      // Only `customer.open` is answered here, with what it would be answered by the hub.
      return opened === null
        ? ask(name, input)
        : Promise.resolve(opened as Awaited<ReturnType<typeof ask<typeof name>>>);
    },
  };
}
