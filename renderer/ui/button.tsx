import type { ComponentProps, ReactNode } from 'react';
import { type Chord, chordId } from './chord.ts';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

type ButtonProps = ComponentProps<'button'> & {
  readonly variant?: ButtonVariant | undefined;
  readonly icon?: ReactNode;
  /** The shortcut that does the same; shown on the button and told to screen readers. */
  readonly chord?: Chord | undefined;
  /** The act is under way: the button stays where it is, keeps its width and does nothing more. */
  readonly busy?: boolean | undefined;
};

const LOOK: Readonly<Record<ButtonVariant, string>> = {
  primary: 'border-accent bg-accent text-accent-ink enabled:hover:opacity-90',
  secondary: 'border-line-strong bg-raised text-ink enabled:hover:bg-panel enabled:hover:border-field-line',
  ghost: 'border-transparent bg-transparent text-ink-2 enabled:hover:bg-line enabled:hover:text-ink',
  danger: 'border-bad bg-raised text-bad enabled:hover:bg-bad enabled:hover:text-bad-ink',
};

/** The kit's button. Never a submit button unless `type` says so. */
export function Button({
  variant = 'secondary',
  icon,
  chord,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-keyshortcuts={chord && chordId(chord)}
      disabled={disabled || busy}
      className={classNames(
        'inline-flex min-h-(--control) shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-[7px] border px-3 font-medium',
        'disabled:opacity-50',
        LOOK[variant],
        className,
      )}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {chord && <Kbd chord={chord} tone={variant === 'primary' ? 'inherit' : 'plain'} />}
    </button>
  );
}
