import { Ban, Info, TriangleAlert } from 'lucide-react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';

const LOOK = {
  info: { icon: Info, className: 'text-ink-2' },
  warn: { icon: TriangleAlert, className: 'tint-warn text-warn' },
  stop: { icon: Ban, className: 'tint-bad text-bad' },
} as const;

/** What an author has to know before sending: a limit near, a window closed. The channel brings its own words. */
export function SendingNotices({ notices }: { readonly notices: readonly SendingNotice[] }) {
  const locale = useLocale();
  if (notices.length === 0) return null;
  return (
    <ul className="border-line border-b">
      {notices.map(({ code, level, text }) => {
        const { icon: Icon, className } = LOOK[level];
        return (
          <li key={code} role="status" className={classNames('flex items-start gap-2 px-3.5 py-1.5', className)}>
            <Icon aria-hidden="true" size={14} className="mt-0.75 shrink-0" />
            <span className="min-w-0">{text[locale]}</span>
          </li>
        );
      })}
    </ul>
  );
}
