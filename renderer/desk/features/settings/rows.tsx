import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '#renderer/ui/class-names.ts';

type RowsProps = { readonly label: string; readonly children: ReactNode };

/** A list of things that open, on one sheet. */
export function Rows({ label, children }: RowsProps) {
  return (
    <ul aria-label={label} className="overflow-hidden rounded-r border border-line bg-raised shadow-raised">
      {children}
    </ul>
  );
}

type RowProps = {
  readonly onOpen: () => void;
  readonly children: ReactNode;
  /** No longer in use. */
  readonly isQuiet?: boolean;
};

/** One of them: the whole row is pressed. */
export function Row({ onOpen, children, isQuiet = false }: RowProps) {
  return (
    <li className="border-line border-t first:border-t-0">
      <button
        type="button"
        onClick={onOpen}
        className={classNames(
          '-outline-offset-2 grid w-full grid-cols-[minmax(0,1fr)_16px] items-center gap-3 px-4 py-(--row-y) text-left hover:bg-panel',
          isQuiet && 'text-ink-3',
        )}
      >
        <span className="min-w-0">{children}</span>
        <ChevronRight aria-hidden="true" size={14} className="text-ink-3" />
      </button>
    </li>
  );
}
