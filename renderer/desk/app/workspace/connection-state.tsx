import { CloudOff, RefreshCw } from 'lucide-react';
import { windowKind } from '#renderer/data/window-kind.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import type { ConnectionStatus } from './desk-status.ts';

/** A dot where all is well, an icon where it is not: told by shape as well as by colour. */
function Sign({ state }: { readonly state: ConnectionStatus['state'] }) {
  if (state === 'connected') return <span aria-hidden="true" className="block size-2 rounded-full bg-ok" />;
  if (state === 'offline') return <CloudOff aria-hidden="true" size={15} />;
  return <RefreshCw aria-hidden="true" size={14} className="animate-spin" />;
}

/** Only the desk's own window keeps anything on the disk. */
function offlineWords(local: ConnectionStatus['local']): 'offlineKept' | 'offlineWindow' | 'offlineDetail' {
  if (local?.state === 'kept') return 'offlineKept';
  return windowKind() === 'conversation' ? 'offlineWindow' : 'offlineDetail';
}

/** The state in words; offline, they open what can be done meanwhile. */
function State({ state, local, reconnectNow }: Pick<ConnectionStatus, 'state' | 'local' | 'reconnectNow'>) {
  const { t } = useTranslation();
  // Only the state is read out; the time beside it moves on every minute.
  const words = <span role="status">{t(`connection.${state}`)}</span>;
  if (state !== 'offline') return words;
  return (
    <Popover
      title={t('connection.whatNow')}
      align="end"
      trigger={
        <button type="button" className="min-h-6 rounded-s font-semibold text-warn underline decoration-dotted">
          {words}
        </button>
      }
    >
      <p className="max-w-80 text-ink-2">{t(`connection.${offlineWords(local)}`)}</p>
      {reconnectNow && <Button onClick={reconnectNow}>{t('connection.reconnect')}</Button>}
    </Popover>
  );
}

/** [SY4] The line to the hub, and up to when the screen is complete. */
export function ConnectionState({ state, completeUpTo, local, reconnectNow }: ConnectionStatus) {
  const { t } = useTranslation();
  const context = useFormatContext();
  const isOffline = state === 'offline';
  return (
    <span className="flex min-w-0 items-center gap-1.5 whitespace-nowrap">
      <span className={isOffline ? 'text-warn' : undefined}>
        <Sign state={state} />
      </span>
      <State state={state} {...(local && { local })} {...(reconnectNow && { reconnectNow })} />
      {completeUpTo !== null && (
        <span className="figures truncate text-ink-3">
          ·{' '}
          {t(isOffline ? 'connection.completeUpTo' : 'connection.upTo', { time: formatDayTime(completeUpTo, context) })}
        </span>
      )}
    </span>
  );
}
