import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadHook } from '#renderer/data/hooks/use-thread.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { DayRow } from './day-row.tsx';
import { ItemView } from './item-view.tsx';
import { outgoingState } from './outgoing-state.ts';
import type { ThreadRow } from './rows.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';
import { useSeen } from './use-seen.ts';
import { useTarget } from './use-target.ts';

/** Nearer to the end than this is at the end; nearer to an end of what is loaded, more is fetched. */
const END_PX = 48;
const LOAD_PX = 800;
const OVERSCAN = 8;

export type TailRow = { readonly key: string; readonly node: ReactNode };

type ThreadListProps = {
  readonly customerId: string;
  readonly conversationId: string | undefined;
  readonly thread: ThreadHook;
  readonly rows: readonly ThreadRow[];
  /** After the newest: what is on its way, who writes. */
  readonly tail: readonly TailRow[];
  /** The thread as it was: looking at it is not seeing what is new. */
  readonly isPast: boolean;
  /** Gives the way to a day to who asks for it. */
  readonly onReady: (goToDate: (date: string) => void) => void;
};

function guessHeight(row: ThreadRow | undefined): number {
  if (row === undefined || row.kind === 'day') return 38;
  if (row.item.kind === 'message' || row.item.kind === 'note') return row.continued ? 46 : 72;
  return row.item.kind === 'system' ? 29 : 84;
}

/** How much lies below what is on screen. */
const belowOf = (box: HTMLElement): number => box.scrollHeight - box.scrollTop - box.clientHeight;

/** The rows that are on screen, of however many there are; both ways without end. */
export function ThreadList({ customerId, conversationId, thread, rows, tail, isPast, onReady }: ThreadListProps) {
  const t = useThreadWords();
  const { customerName } = useThreadContext();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const total = rows.length + tail.length;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => guessHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? tail[index - rows.length]?.key ?? index,
    overscan: OVERSCAN,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    paddingStart: 8,
    paddingEnd: 12,
  });

  const scrollTo = useCallback(
    (index: number, align: 'start' | 'center' | 'end') =>
      align === 'end' ? virtual.scrollToEnd() : virtual.scrollToIndex(index, { align }),
    [virtual],
  );
  const { flash, goToDate, goToNewest } = useTarget({ customerId, thread, rows, scrollTo });
  useEffect(() => onReady(goToDate), [onReady, goToDate]);

  // A thread opens at its newest end.
  useLayoutEffect(() => virtual.scrollToEnd(), [virtual]);

  // Who reads the newest keeps it in sight when the reply box grows.
  const height = virtual.scrollRect?.height;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window's height and rows that come in between are what moves it
  useLayoutEffect(() => {
    if (atEnd) virtual.scrollToEnd();
  }, [height, rows]);

  const { older, newer, loading, loadOlder, loadNewer } = thread;
  const fill = useCallback((): void => {
    const box = scroller.current;
    if (box === null || loading !== null) return;
    if (box.scrollTop < LOAD_PX && older) loadOlder();
    else if (belowOf(box) < LOAD_PX && newer) loadNewer();
  }, [older, newer, loading, loadOlder, loadNewer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came may still be too little to fill the window
  useEffect(fill, [fill, rows]);
  // Only scrolling leaves the end: a banner that takes room, or a row that comes with it, does not.
  const onScroll = (): void => {
    if (scroller.current !== null) setAtEnd(belowOf(scroller.current) <= END_PX && !newer);
    fill();
  };

  const shown = virtual.getVirtualItems();
  const windowEnd = (virtual.scrollOffset ?? 0) + (virtual.scrollRect?.height ?? 0);
  const lastRow = shown.findLast(
    ({ index, start, size }) => index < rows.length && start + Math.min(size, 40) <= windowEnd,
  );
  // At the end the newest is in sight, also before the list has told of the scrolling that brought it there.
  const lastIndex = atEnd ? rows.length - 1 : (lastRow?.index ?? -1);
  const lastShown = isPast ? -1 : (rows[lastIndex]?.upTo ?? -1);
  useSeen({ customerId, conversationId, thread, lastShown });
  const below = useNewBelow(rows, atEnd) + thread.arrived;

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it
        tabIndex={0}
        aria-label={t('thread:label', { name: customerName || t('common:words.nameUnknown') })}
        aria-live="off"
        aria-busy={loading !== null}
        onScroll={onScroll}
        className="-outline-offset-2 h-full overflow-y-auto overflow-x-hidden [overflow-anchor:none]"
      >
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, key, start }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              className={classNames(
                'absolute inset-x-0 top-0',
                flash === key && 'bg-[color-mix(in_srgb,var(--mark)_45%,transparent)]',
              )}
            >
              <Row row={rows[index]} before={rows[index - 1]} thread={thread} />
              {tail[index - rows.length]?.node}
            </div>
          ))}
        </div>
      </div>
      <Arrivals rows={rows} />
      {loading !== null && (
        <span className="absolute top-2 left-1/2 -translate-x-1/2">
          <Spinner label={t('thread:loadingOlder')} />
        </span>
      )}
      {(!atEnd || newer) && (
        <Button
          className="absolute right-5.5 bottom-2 rounded-full! shadow-float"
          icon={<ArrowDown aria-hidden="true" size={14} />}
          onClick={goToNewest}
        >
          {below > 0 ? t('thread:newBelow', { count: below }) : t('thread:toNewest')}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  readonly row: ThreadRow | undefined;
  readonly before: ThreadRow | undefined;
  readonly thread: ThreadHook;
};

function Row({ row, before, thread }: RowProps) {
  if (row === undefined) return null;
  if (row.kind === 'day') return <DayRow at={row.at} />;
  const state = outgoingState(row.item, thread.readMarks);
  const same = row.continued && before?.kind === 'item' && outgoingState(before.item, thread.readMarks) === state;
  return (
    <ItemView
      standing={row.standing}
      item={row.item}
      continued={row.continued}
      brief={row.brief}
      state={same && state !== 'failed' ? null : state}
    />
  );
}

/** Reads out what the customer says while the thread is open; the list itself is silent, for its rows come and go. */
function Arrivals({ rows }: { readonly rows: readonly ThreadRow[] }) {
  const t = useThreadWords();
  const newest = rows.findLast((row) => row.kind === 'item');
  const [opened] = useState(newest?.key);
  const item = newest?.kind === 'item' && newest.key !== opened ? newest.item : null;
  const isSaid = item !== null && item.kind === 'message' && item.direction === 'in' && !item.historical;
  return (
    <div role="status">
      {isSaid && <VisuallyHidden>{t('thread:arrived', { text: item.data.text.slice(0, 200) })}</VisuallyHidden>}
    </div>
  );
}

/** How many items came after the one that was last when the end was left. */
function useNewBelow(rows: readonly ThreadRow[], atEnd: boolean): number {
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const last = rows.at(-1)?.key ?? null;
  useEffect(() => {
    if (atEnd) setLeftAt(last);
  }, [atEnd, last]);
  if (atEnd || leftAt === null) return 0;
  const index = rows.findIndex(({ key }) => key === leftAt);
  return index < 0 ? 0 : rows.slice(index + 1).filter(({ kind }) => kind === 'item').length;
}
