import { type PointerEvent, useMemo, useState } from 'react';
import type { InboxRow, InboxSection } from '#shared/domain/conversation.ts';
import { holdOrder, type ListOrder, orderOf } from './held-order.ts';

type RowsById = ReadonlyMap<string, InboxRow>;

/** The list as it stood when the pointer came in, or moved to another row. */
type Hold = {
  readonly order: ListOrder;
  readonly rows: RowsById;
  readonly pointedId: string | null;
  /** What was there when the pointer came in: the rest is new. */
  readonly known: ReadonlySet<string>;
};

export type ShownRow = {
  readonly row: InboxRow;
  /** It has left the list, and stays where it was until the pointer leaves. */
  readonly isGone: boolean;
};
export type ShownSection = { readonly section: InboxSection; readonly rows: readonly ShownRow[] };

const byId = (rows: readonly InboxRow[]): RowsById => new Map(rows.map((row) => [row.conversationId, row]));

/** The id of the row that an event is on, by its `data-row`. */
const rowAt = (event: PointerEvent): string | null =>
  (event.target instanceof Element && event.target.closest('[data-row]')?.getAttribute('data-row')) || null;

/** Rows in their sections: in order of urgency, but in the order they had while the pointer is among them. */
export function useHeldRows(rows: readonly InboxRow[]) {
  const [hold, setHold] = useState<Hold | null>(null);
  const now = useMemo(() => byId(rows), [rows]);
  const order = useMemo(
    () => (hold === null ? orderOf(rows) : holdOrder(hold.order, rows, hold.pointedId)),
    [hold, rows],
  );
  const sections = useMemo(
    (): readonly ShownSection[] =>
      order.map(({ section, ids }) => ({
        section,
        rows: ids.flatMap((id) => {
          const row = now.get(id) ?? hold?.rows.get(id);
          return row === undefined ? [] : [{ row, isGone: !now.has(id) }];
        }),
      })),
    [order, now, hold],
  );
  const newCount = hold === null ? 0 : rows.filter((row) => !hold.known.has(row.conversationId)).length;
  const point = (event: PointerEvent): void => {
    // A finger is not over anything before it presses.
    if (event.pointerType === 'touch') return;
    const pointedId = rowAt(event);
    if (hold !== null && hold.pointedId === pointedId) return;
    setHold({
      order,
      rows: hold === null ? now : new Map([...hold.rows, ...now]),
      pointedId,
      known: hold?.known ?? new Set(now.keys()),
    });
  };
  const release = (): void => setHold(null);
  return { sections, newCount, release, pointerProps: { onPointerOver: point, onPointerLeave: release } };
}
