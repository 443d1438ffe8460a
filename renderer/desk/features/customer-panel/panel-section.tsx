import { type ReactNode, useId } from 'react';

type PanelSectionProps = {
  readonly title: string;
  /** At the right of the title: a count, a sum. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** One block of the customer panel under its heading. */
export function PanelSection({ title, aside, children }: PanelSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5 pt-3.5">
      <div className="flex items-baseline justify-between gap-2 font-semibold text-ink-3">
        <h3 id={id}>{title}</h3>
        {aside !== undefined && <span className="figures text-right">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** What stands where a block has nothing. */
export const Nothing = ({ children }: { readonly children: string }) => <p className="text-ink-3">{children}</p>;
