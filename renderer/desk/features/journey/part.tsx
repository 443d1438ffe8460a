import { type ReactNode, useId } from 'react';

type PartProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** One block of the journey under its heading. */
export function Part({ title, aside, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5 pt-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2 text-ink-3">
        <h3 id={id} className="whitespace-nowrap font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A line that leads to its item on the thread. */
export const LINE =
  '-mx-1.5 flex w-[calc(100%+12px)] items-baseline gap-2 rounded-s px-1.5 py-0.5 text-left hover:bg-raised focus-visible:bg-raised';
