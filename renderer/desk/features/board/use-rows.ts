import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isComposing } from '#renderer/ui/ime.ts';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/**
 * One stop of the Tab key for many rows: arrows, Home and End go among the controls marked `data-row`. `stopAt` is the one
 * that Tab comes to.
 */
export function useRowKeys(ids: readonly string[]): {
  readonly stopAt: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
} {
  const [last, setLast] = useState<string | null>(null);
  const stopAt = last !== null && ids.includes(last) ? last : ids[0];
  return {
    stopAt,
    onKeyDown(event) {
      const step = STEPS[event.key];
      if (step === undefined || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const rows: Element[] = [...event.currentTarget.querySelectorAll('[data-row]')];
      const at = document.activeElement === null ? -1 : rows.indexOf(document.activeElement);
      const next = rows[step(at, rows.length - 1)];
      if (at < 0 || !(next instanceof HTMLElement)) return;
      event.preventDefault();
      setLast(next.dataset['row'] ?? null);
      next.focus();
    },
  };
}

type Hold = {
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
};

/** The rows in their order, which stands still while the pointer is among them or one of them has the focus. */
export function useHeldOrder<T extends { readonly id: string }>(
  rows: readonly T[],
): { readonly rows: readonly T[]; readonly hold: Hold } {
  const [isPointed, setPointed] = useState(false);
  const [focusedIn, setFocusedIn] = useState<Element | null>(null);
  const isHeld = isPointed || focusedIn !== null;
  const order = useRef<readonly string[]>([]);
  useEffect(() => {
    // A row that goes away takes its focus along without a word.
    if (focusedIn !== null && !focusedIn.contains(document.activeElement)) setFocusedIn(null);
  });
  return {
    rows: useMemo(() => {
      const places = new Map(order.current.map((id, place) => [id, place]));
      const last = places.size;
      const shown = isHeld
        ? [...rows].sort((a, b) => (places.get(a.id) ?? last) - (places.get(b.id) ?? last))
        : [...rows];
      order.current = shown.map(({ id }) => id);
      return shown;
    }, [rows, isHeld]),
    hold: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: ({ currentTarget }) => setFocusedIn(currentTarget),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocusedIn(null);
      },
    },
  };
}
