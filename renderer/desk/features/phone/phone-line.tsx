import { PhoneOff } from 'lucide-react';
import { usePhoneView } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { useMyPhone } from './use-my-phone.ts';

/** The line to the exchange while it is away, as the line to the hub is told; what it means, when asked. */
export function PhoneLine() {
  const mine = useMyPhone();
  return mine === null ? null : <Line {...mine} />;
}

function Line({ phone }: Pick<NonNullable<ReturnType<typeof useMyPhone>>, 'phone'>) {
  const { t } = useTranslation('phone');
  const { line } = usePhoneView(phone);
  if (line !== 'unreachable' && line !== 'refused') return null;
  return (
    <Popover
      title={t(`lineShort.${line}`)}
      align="end"
      trigger={
        <button
          type="button"
          className="flex min-h-6 items-center gap-1 whitespace-nowrap rounded-s font-semibold text-warn underline decoration-dotted"
        >
          <PhoneOff aria-hidden="true" size={14} />
          <span role="status">{t(`lineShort.${line}`)}</span>
        </button>
      }
    >
      <p className="max-w-72 text-ink-2">{t(`line.${line}`)}</p>
    </Popover>
  );
}
