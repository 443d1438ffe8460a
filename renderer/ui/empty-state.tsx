import type { ReactNode } from 'react';

type StateProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly detail?: string | undefined;
  /** The next step, as a button. */
  readonly action?: ReactNode;
  /** `h1` where this stands in place of a whole screen. */
  readonly heading?: 'h1' | 'p' | undefined;
};

/** Says that there is nothing, why, and what to do next. */
export function EmptyState({ icon, title, detail, action, heading: Heading = 'p' }: StateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 p-6 text-center">
      {icon && <span className="mb-2 text-ink-3">{icon}</span>}
      <Heading className="font-semibold">{title}</Heading>
      {detail !== undefined && <p className="max-w-80 text-ink-2">{detail}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
