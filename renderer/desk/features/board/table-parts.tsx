import { Fragment, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from '#renderer/ui/class-names.ts';

export const CELL = 'min-w-0 truncate px-3 py-1.5';
/** Each row is laid out and painted by itself, and only where it is seen: two hundred of them change all the time. */
export const ROW =
  'grid items-center border-line border-t [contain-intrinsic-size:auto_33px] [contain:layout_paint_style] [content-visibility:auto]';

type HeadingProps = { readonly title: string; readonly detail: readonly ReactNode[] };

/** A part's name, and its sums beside it. */
export function Heading({ title, detail }: HeadingProps) {
  return (
    <h2 className="flex flex-wrap items-baseline gap-x-2.5 px-5 pt-3.5 pb-2 font-semibold">
      {title}
      <span className="figures font-normal text-ink-3">
        {detail.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sum is its place
          <Fragment key={place}>
            {place > 0 && ' · '}
            {part}
          </Fragment>
        ))}
      </span>
    </h2>
  );
}

type BoardTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  /** The widths of the columns, as classes of the heads' row and of each row. */
  readonly widths: string;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** What stands in place of rows; null while there are some. */
  readonly empty: string | null;
  readonly children: ReactNode;
};

/** A table on raised paper; its rows go by arrows. */
export function BoardTable({ label, columns, widths, onKeyDown, empty, children }: BoardTableProps) {
  return (
    <div className="mx-5 overflow-hidden rounded-r border border-line bg-raised">
      <table aria-label={label} onKeyDown={onKeyDown} className="block">
        <thead className="block bg-panel">
          <tr className={classNames('grid', widths)}>
            {columns.map((column) => (
              <th key={column} scope="col" className="min-w-0 truncate px-3 py-1.5 text-left font-semibold text-ink-3">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block">
          {empty === null ? (
            children
          ) : (
            <tr className="block border-line border-t">
              <td colSpan={columns.length} className="block px-3 py-4 text-center text-ink-3">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
