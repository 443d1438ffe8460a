import { useCallback, useEffect, useRef, useState } from 'react';
import type { ThreadHook } from '#renderer/data/hooks/use-thread.ts';
import { itemShown, useShowItem } from '#renderer/desk/app/show-item.ts';
import { keyOf, type ThreadRow } from './rows.ts';

const FLASH_MS = 2000;

type Goal =
  | { readonly at: 'item'; readonly key: string }
  | { readonly at: 'date'; readonly date: string }
  | { readonly at: 'newest' };

type Target = {
  /** The row to be marked for a moment. */
  readonly flash: string | null;
  readonly goToDate: (date: string) => void;
  readonly goToNewest: () => void;
};

type Parts = {
  readonly customerId: string;
  readonly thread: ThreadHook;
  readonly rows: readonly ThreadRow[];
  readonly scrollTo: (index: number, align: 'start' | 'center' | 'end') => void;
};

function indexOf(goal: Goal, rows: readonly ThreadRow[]): number {
  if (goal.at === 'newest') return rows.length - 1;
  if (goal.at === 'item') return rows.findIndex(({ key }) => key === goal.key);
  const at = rows.findIndex((row) => row.kind === 'day' && row.at >= goal.date);
  return at < 0 ? rows.length - 1 : at;
}

const ALIGN = { item: 'center', date: 'start', newest: 'end' } as const;

/** Goes to an item, a day or the newest end, loading it first when it is not here, and marks the item for a moment. */
export function useTarget({ customerId, thread, rows, scrollTo }: Parts): Target {
  const members = thread.members;
  const target = useShowItem((state) => state.target);
  const [flash, setFlash] = useState<string | null>(null);
  /** What was asked of the hub and stands to be scrolled to when it comes. */
  const goal = useRef<{ readonly goal: Goal; readonly items: ThreadHook['items'] } | null>(null);
  const { jump, items, state, loading } = thread;

  const arrive = useCallback(
    (to: Goal): boolean => {
      const index = indexOf(to, rows);
      if (index < 0) return false;
      scrollTo(index, ALIGN[to.at]);
      if (to.at === 'item') setFlash(to.key);
      return true;
    },
    [rows, scrollTo],
  );

  useEffect(() => {
    if (flash === null) return undefined;
    const timer = setTimeout(() => setFlash(null), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flash]);

  useEffect(() => {
    if (target === null || state !== 'ready') return;
    if (target.customerId !== customerId && !members.includes(target.customerId)) return;
    const to: Goal = { at: 'item', key: keyOf(target) };
    itemShown();
    if (arrive(to)) return;
    goal.current = { goal: to, items };
    jump({ at: 'item', seq: target.seq, customerId: target.customerId });
  }, [target, state, items, customerId, members, arrive, jump]);

  useEffect(() => {
    const waiting = goal.current;
    if (waiting === null || loading === 'jump' || waiting.items === items) return;
    goal.current = null;
    arrive(waiting.goal);
  }, [items, loading, arrive]);

  const goToDate = useCallback(
    (date: string) => {
      goal.current = { goal: { at: 'date', date }, items };
      jump({ at: 'date', date });
    },
    [items, jump],
  );
  const goToNewest = useCallback(() => {
    if (!thread.newer) {
      arrive({ at: 'newest' });
      return;
    }
    goal.current = { goal: { at: 'newest' }, items };
    thread.toNewest();
  }, [thread, items, arrive]);
  return { flash, goToDate, goToNewest };
}
