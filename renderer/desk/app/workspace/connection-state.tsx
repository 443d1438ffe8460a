import { CloudOff, RefreshCw } from 'lucide-react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import type { ConnectionStatus } from './desk-status.ts';

/** A dot where all is well, an icon where it is not: told by shape as well as by colour. */
function Sign({ state }: { readonly state: ConnectionStatus['state'] }) {
  if (state === 'connected') return <span aria-hidden="true" className="size-2 rounded-full bg-ok" />;
  if (state === 'offline') return <CloudOff aria-hidden="true" size={15} />;
  return <RefreshCw aria-hidden="true" size={14} className="animate-spin" />;
}

/** [SY4] The line to the hub, and up to when the screen is complete. Says more when pressed. */
export function ConnectionState({ state, completeUpTo }: ConnectionStatus) {
  const { t } = useTranslation();
  const context = useFormatContext();
  const time = completeUpTo === null ? null : formatDayTime(completeUpTo, context);
  const isOffline = state === 'offline';
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <span className={classNames('flex items-center gap-1.5', isOffline && 'font-semibold text-warn')}>
        <Sign state={state} />
        {/* Only the state is read out; the time moves on every minute. */}
        <span role="status">{t(`connection.${state}`)}</span>
      </span>
      {time !== null && (
        <span className="figures text-ink-3">
          · {t(isOffline ? 'connection.completeUpTo' : 'connection.upTo', { time })}
        </span>
      )}
      {isOffline && (
        <Popover
          title={t('connection.offline')}
          align="end"
          trigger={
            <button type="button" className="min-h-6 rounded-s px-1 underline">
              {t('connection.whatNow')}
            </button>
          }
        >
          <p className="text-ink-2">{t('connection.offlineDetail')}</p>
        </Popover>
      )}
    </span>
  );
}
