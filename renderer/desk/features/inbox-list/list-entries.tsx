import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect } from 'react';
import type { InboxSection } from '#shared/domain/conversation.ts';
import type { ShownRow, ShownSection } from './use-held-rows.ts';

/** One line of the list: a section's heading, or a row under it. */
export type Entry =
  | { readonly key: InboxSection; readonly heading: InboxSection; readonly count: number }
  | { readonly key: string; readonly shown: ShownRow };

export const entriesOf = (sections: readonly ShownSection[]): readonly Entry[] =>
  sections.flatMap(({ section, rows }): Entry[] => [
    { key: section, heading: section, count: rows.filter(({ isGone }) => !isGone).length },
    ...rows.map((shown) => ({ key: shown.row.conversationId, shown })),
  ]);

type EntriesProps = {
  readonly entries: readonly Entry[];
  readonly selectedId: string | null;
  readonly scroller: HTMLElement | null;
  readonly label: string;
  readonly children: (entry: Entry) => ReactNode;
};

/** All lines, in the page as they are. */
export function AllEntries({ entries, selectedId, scroller, label, children }: EntriesProps) {
  useEffect(() => {
    if (selectedId === null) return;
    const row = scroller?.querySelector(`[data-row="${selectedId}"]`);
    row?.scrollIntoView?.({ block: 'nearest' });
  }, [selectedId, scroller]);
  return (
    <ul aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}>{children(entry)}</li>
      ))}
    </ul>
  );
}

const HEADING_PX = 38;
const ROW_PX = 57;

/** Of many lines only those in sight. */
export function SeenEntries({ entries, selectedId, scroller, label, children }: EntriesProps) {
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: (index) => (entries[index] !== undefined && 'heading' in entries[index] ? HEADING_PX : ROW_PX),
    overscan: 8,
  });
  const selected = entries.findIndex(({ key }) => key === selectedId);
  // Where it stands may change without its being chosen anew: only a choice scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected);
  }, [selectedId, scroller]);
  return (
    <ul aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const entry = entries[index];
        return (
          entry !== undefined && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(entry)}
            </li>
          )
        );
      })}
    </ul>
  );
}
