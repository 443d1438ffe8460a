import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ChipTone = 'plain' | 'ok' | 'warn' | 'bad' | 'dye';

const TONE: Readonly<Record<ChipTone, string>> = {
  plain: 'border-line text-ink-2',
  ok: 'border-line text-ok',
  warn: 'border-current text-warn',
  bad: 'border-current text-bad',
  dye: 'border-line text-dye',
};

type ChipProps = {
  readonly tone?: ChipTone | undefined;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
};

/** A short fact in a rounded frame. Not a control. */
export function Chip({ tone = 'plain', icon, children, className }: ChipProps) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-full border bg-raised px-2.5 py-px',
        TONE[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
