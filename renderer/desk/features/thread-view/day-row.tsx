import { formatDay } from '#renderer/i18n/format.ts';
import { useThreadContext } from './thread-context.tsx';

/** Where a day begins. */
export function DayRow({ at }: { readonly at: string }) {
  const { format } = useThreadContext();
  return (
    <div className="flex items-center gap-3 pt-2.5 pr-5.5 pb-1.5 pl-[68px] text-ink-3">
      <h2 className="font-normal">{formatDay(at, format)}</h2>
      <span aria-hidden="true" className="flex-1 border-line border-t" />
    </div>
  );
}
