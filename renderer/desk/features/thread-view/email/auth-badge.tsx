import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { classNames } from '#renderer/ui/class-names.ts';
import { plainLine } from '#renderer/ui/hostile.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import { useThreadWords } from '../thread-context.tsx';

const LOOK = {
  pass: { icon: ShieldCheck, className: 'border-transparent text-ink-3' },
  none: { icon: ShieldQuestion, className: 'border-line-strong text-warn' },
  fail: { icon: ShieldAlert, className: 'tint-bad border-current font-medium text-bad' },
} as const;

const CHECKS = ['spf', 'dkim', 'dmarc'] as const;

/** Whether the sender is who it says: quiet when it is, plain when nobody knows, clear when it is not. What was checked is behind it. */
export function AuthBadge({ auth }: { readonly auth: NonNullable<EmailFacts['auth']> }) {
  const t = useThreadWords();
  const { summary } = auth;
  const { icon: Icon, className } = LOOK[summary];
  const domain = auth.domain === undefined ? t('mail:auth.someDomain') : plainLine(auth.domain);
  return (
    <Popover
      title={t('mail:auth.title')}
      align="end"
      trigger={
        <button
          type="button"
          className={classNames(
            'inline-flex min-h-6 shrink-0 items-center gap-1 rounded-full border px-2 hover:border-field-line',
            className,
          )}
        >
          <Icon aria-hidden="true" size={14} />
          {t(`mail:auth.${summary}`)}
        </button>
      }
    >
      <p className="max-w-80">{t(`mail:auth.${summary}Detail`, { domain })}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-ink-2">
        {CHECKS.map((check) => (
          <div key={check} className="col-span-2 grid grid-cols-subgrid">
            <dt className="font-medium uppercase">{check}</dt>
            <dd>{t(`mail:verdict.${auth[check]}`)}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
