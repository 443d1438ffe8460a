import type { ComponentProps, ReactNode } from 'react';
import { type Chord, chordId } from './chord.ts';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Its name: shown as a tooltip, read by screen readers. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly chord?: Chord | undefined;
  readonly pressed?: boolean | undefined;
};

/** A button that is an icon, always with a name. At least 28 px square. */
export function IconButton({ label, icon, chord, pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} chord={chord} side="bottom">
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={chord && chordId(chord)}
        className={classNames(
          'inline-grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink disabled:opacity-50',
          pressed && 'bg-line text-ink',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
