import { classNames } from './class-names.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** One grey bar in the place of text to come. Width by class. */
export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return <span aria-hidden="true" className={classNames('block h-3.5 animate-breathe rounded-s bg-line', className)} />;
}

/** Bars in the place of rows to come, so that nothing jumps when they arrive. */
export function SkeletonRows({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div role="status" className="flex flex-col">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity and never change places
        <div key={row} className="flex gap-2.5 px-(--pad-x) py-(--row-y)">
          <span className="mt-0.5 size-4.5 shrink-0 animate-breathe rounded-full bg-line" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className={row % 2 === 0 ? 'w-1/2' : 'w-2/5'} />
            <Skeleton className={row % 3 === 0 ? 'w-4/5' : 'w-11/12'} />
          </span>
        </div>
      ))}
    </div>
  );
}
