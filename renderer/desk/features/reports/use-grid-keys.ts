import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { isComposing } from '#renderer/ui/ime.ts';

const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -1000],
  End: [0, 1000],
};

type GridKeys = {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * A table with hundreds of buttons is one stop of the tab key: arrows go from one to the next, rows by Page Up and Down,
 * to the ends of a row by Home and End. Where a cell has no button the next one in that direction takes the focus.
 */
export function useGridKeys(): GridKeys {
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (isComposing(event) || move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = (event.target as Element).closest('th, td');
    if (!(cell instanceof HTMLTableCellElement) || table.current === null) return;
    event.preventDefault();
    const button = nextButton([...table.current.rows], cell, move);
    if (button === null) return;
    for (const other of table.current.querySelectorAll('button')) other.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  };
  return { table, onKeyDown };
}

function nextButton(
  rows: readonly HTMLTableRowElement[],
  cell: HTMLTableCellElement,
  [down, right]: readonly [number, number],
): HTMLButtonElement | null {
  const from = rows.indexOf(cell.parentElement as HTMLTableRowElement);
  const row = Math.max(0, Math.min(rows.length - 1, from + down));
  const cells = [...(rows[row]?.cells ?? [])];
  const to = Math.max(0, Math.min(cells.length - 1, cell.cellIndex + right));
  // The whole way in that direction, then back towards where one came from.
  const ahead = right < 0 || (right === 0 && down < 0) ? [to, to - 1, to + 1] : [to, to + 1, to - 1];
  const step = Math.sign(right);
  const tries = step === 0 ? around(to, cells.length) : [...line(to, step, cells.length), ...ahead];
  for (const place of tries) {
    const button = cells[place]?.querySelector('button');
    if (button) return button;
  }
  return null;
}

const line = (from: number, step: number, length: number): number[] =>
  Array.from({ length }, (_, n) => from + n * step).filter((place) => place >= 0 && place < length);

const around = (to: number, length: number): number[] =>
  Array.from({ length }, (_, n) => [to - n, to + n])
    .flat()
    .filter((place) => place >= 0 && place < length);
