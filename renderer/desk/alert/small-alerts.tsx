import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { Alert } from '#shared/ipc/shell.ts';

type Bridge = Pick<DesktopBridge, 'waitingAlerts' | 'answerAlert' | 'onAlertsChanged'>;

/** [DK2] The small window over all others: what the desktop's own notifications would have said, with the same answers. */
export function SmallAlerts({ bridge }: { readonly bridge: Bridge }) {
  const { t } = useTranslation('alerts');
  const alerts = useWaiting(bridge);
  return (
    <main aria-label={t('small')} className="flex h-full flex-col bg-ground">
      {alerts.map((alert) => (
        <SmallAlert
          key={alert.tag}
          alert={alert}
          onPress={(action) => void bridge.answerAlert({ tag: alert.tag, action })}
        />
      ))}
    </main>
  );
}

/** Asked for again whenever the main process says that it is other than it was. */
function useWaiting(bridge: Bridge): readonly Alert[] {
  const [alerts, setAlerts] = useState<readonly Alert[]>([]);
  useEffect(() => {
    let asked = 0;
    const ask = async (): Promise<void> => {
      asked += 1;
      const mine = asked;
      const answer = await bridge.waitingAlerts();
      // Of two answers the later asked one counts.
      if (answer.ok && mine === asked) setAlerts(answer.data.alerts);
    };
    void ask();
    return bridge.onAlertsChanged(() => void ask());
  }, [bridge]);
  return alerts;
}

type Press = Parameters<Bridge['answerAlert']>[0]['action'];

function SmallAlert({ alert, onPress }: { readonly alert: Alert; readonly onPress: (action: Press) => void }) {
  const { t } = useTranslation('alerts');
  return (
    <article
      className={classNames(
        'flex min-h-0 flex-1 flex-col gap-1.5 border border-line border-t-4 border-t-dye bg-raised px-3.5 py-2.5',
        dyeClass(alert.kind === 'call' ? CALL_CHANNEL : 'note'),
      )}
    >
      <div className="flex items-start gap-2">
        <button type="button" onClick={() => onPress(null)} className="min-w-0 flex-1 text-left">
          {/* Together as many lines as there is room for above the answers. */}
          <span className="line-clamp-3">
            <b role="alert" className="font-semibold">
              <Words>{alert.title}</Words>
            </b>
            <br />
            <span className="text-ink-2">
              <Words>{alert.body}</Words>
            </span>
          </span>
        </button>
        <IconButton label={t('act.dismiss')} icon={<X size={14} />} onClick={() => onPress('dismiss')} />
      </div>
      <div className="mt-auto flex gap-2">
        {alert.actions.map(({ id, label }, index) => (
          <Button key={id} variant={lookOf(id, index)} onClick={() => onPress(id)}>
            {label}
          </Button>
        ))}
      </div>
    </article>
  );
}

function lookOf(id: Alert['actions'][number]['id'], index: number): 'primary' | 'danger' | 'secondary' {
  if (id === 'decline') return 'danger';
  return index === 0 ? 'primary' : 'secondary';
}
