import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type ErrorStateProps = {
  readonly title: string;
  readonly detail?: string | undefined;
  /** A code to tell IT; selectable. */
  readonly code?: string | undefined;
  readonly action?: ReactNode;
};

/** Says what did not work, where it would have been, with the way on. Read out at once. */
export function ErrorState({ title, detail, code, action }: ErrorStateProps) {
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-1 p-6 text-center">
      <CircleAlert aria-hidden="true" size={22} className="mb-2 text-bad" />
      <p className="font-semibold">{title}</p>
      {detail !== undefined && <p className="max-w-80 text-ink-2">{detail}</p>}
      {code !== undefined && <code className="select-text font-sans text-ink-3">{code}</code>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
