import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import type { JourneyNumber } from '#shared/domain/journey/report.ts';

/** A number, and which customers it opens; nothing to open where it is none or no count of customers. */
export type FigureCell = {
  readonly text: string;
  readonly opens?: JourneyNumber | undefined;
  /** 0 to 1: how strong its ground is, for a table read as a picture. */
  readonly share?: number | undefined;
};
export type FigureRow = {
  readonly key: string;
  /** How the row is said. */
  readonly name: string;
  readonly head?: ReactNode;
  /** Sets the dye of its cells' ground. */
  readonly dye?: string | undefined;
  readonly cells: readonly FigureCell[];
};
export type Opened = { readonly number: JourneyNumber; readonly what: string };

type FigureTableProps = {
  readonly label: string;
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
  readonly onOpen: (opened: Opened) => void;
};

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Figures in rows and columns; one stop of `Tab`, arrows go from number to number, `Enter` opens. */
export function FigureTable({ label, head, columns, rows, onOpen }: FigureTableProps) {
  const { t } = useTranslation('journey');
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const stop = [Math.min(at[0], rows.length - 1), Math.min(at[1], columns.length - 1)] as const;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (isComposing(event.nativeEvent) || step === undefined) return;
    event.preventDefault();
    const next = [
      Math.max(0, Math.min(rows.length - 1, stop[0] + step[0])),
      Math.max(0, Math.min(columns.length - 1, stop[1] + step[1])),
    ] as const;
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next[0]}:${next[1]}"]`)?.focus();
  };
  return (
    <div className="max-w-[1100px] overflow-x-auto rounded-r border border-line bg-raised">
      <table ref={table} aria-label={label} className="figures w-full">
        <thead>
          <tr className="text-ink-3">
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              {head}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-1.5 text-right font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row, y) => (
            <tr key={row.key} className={row.dye}>
              <th scope="row" className="max-w-80 border-line border-t px-3 py-1 text-left font-medium">
                {row.head ?? row.name}
              </th>
              {row.cells.map((cell, x) => (
                <td key={columns[x]} className="relative border-line border-t p-0 text-right">
                  {cell.share !== undefined && cell.share > 0 && (
                    <span
                      aria-hidden="true"
                      className="absolute inset-0 bg-dye"
                      style={{ opacity: 0.06 + cell.share * 0.24 }}
                    />
                  )}
                  <Figure
                    cell={cell}
                    place={`${y}:${x}`}
                    isStop={stop[0] === y && stop[1] === x}
                    name={t('page.open', { number: cell.text, what: `${row.name}, ${columns[x] ?? ''}` })}
                    onFocus={() => setAt([y, x])}
                    onOpen={(number) => onOpen({ number, what: `${row.name} – ${columns[x] ?? ''}` })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type FigureProps = {
  readonly cell: FigureCell;
  readonly place: string;
  readonly isStop: boolean;
  readonly name: string;
  readonly onFocus: () => void;
  readonly onOpen: (number: JourneyNumber) => void;
};

function Figure({ cell: { text, opens }, place, isStop, name, onFocus, onOpen }: FigureProps) {
  const tabIndex = isStop ? 0 : -1;
  if (opens === undefined)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: arrows pass over every figure of the table
      <span
        data-at={place}
        tabIndex={tabIndex}
        onFocus={onFocus}
        className="relative block px-3 py-1 -outline-offset-2"
      >
        {text}
      </span>
    );
  return (
    <button
      type="button"
      data-at={place}
      tabIndex={tabIndex}
      aria-label={name}
      onFocus={onFocus}
      onClick={() => onOpen(opens)}
      className="relative block w-full px-3 py-1 text-right underline decoration-line-strong underline-offset-4 -outline-offset-2 hover:bg-panel hover:decoration-ink"
    >
      {text}
    </button>
  );
}
