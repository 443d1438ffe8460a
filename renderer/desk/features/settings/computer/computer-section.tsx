import type { ReactNode } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { usePolicy } from '#renderer/data/hooks/use-computer.ts';
import { useSettings } from '#renderer/desk/app/use-settings.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { type AlertSettings, DEFAULT_ALERTS } from '#shared/ipc/alerts.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { Card, SectionFrame } from '../section-frame.tsx';
import { GlobalKeysCard } from './global-keys-card.tsx';
import { KindsCard } from './kinds-card.tsx';
import { LinksCard } from './links-card.tsx';
import { QuietCard } from './quiet-card.tsx';

/** How this computer tells its agent, and what of the desktop it takes. Each choice applies at once, so there is nothing to save. */
export function ComputerSection({ bridge = desktop }: { readonly bridge?: DesktopBridge | null }) {
  const { t } = useTranslation(['alerts', 'settings']);
  const { settings, change } = useSettings();
  const alerts = settings.alerts ?? DEFAULT_ALERTS;
  const policy = usePolicy(bridge);
  const isFixed = (name: 'alerts' | 'globalShortcuts' | 'staysInTray'): boolean =>
    policy?.locked.includes(name) ?? false;
  const set = (patch: Partial<AlertSettings>): void => change({ alerts: { ...alerts, ...patch } });
  return (
    <SectionFrame title={t('computer.title')} detail={t('computer.detail')}>
      {(isFixed('alerts') || isFixed('globalShortcuts') || isFixed('staysInTray')) && (
        <p className="text-ink-2">{t('settings:computer.locked')}</p>
      )}
      <Choices isFixed={isFixed('alerts')}>
        <KindsCard alerts={alerts} onChange={set} hasNotifications={bridge !== null} />
        <QuietCard quiet={alerts.quiet} onChange={(quiet) => set({ quiet })} />
      </Choices>
      {bridge !== null && (
        <>
          <Choices isFixed={isFixed('globalShortcuts')}>
            <GlobalKeysCard bridge={bridge} />
          </Choices>
          <LinksCard bridge={bridge} />
          <Choices isFixed={isFixed('staysInTray')}>
            <Card title={t('computer.tray')} detail={t('computer.staysDetail')}>
              <Checkbox checked={settings.staysInTray ?? false} onChange={(staysInTray) => change({ staysInTray })}>
                {t('computer.stays')}
              </Checkbox>
            </Card>
          </Choices>
        </>
      )}
    </SectionFrame>
  );
}

/** What the company has decided is shown and cannot be changed. */
function Choices({ isFixed, children }: { readonly isFixed: boolean; readonly children: ReactNode }) {
  return (
    <fieldset disabled={isFixed} className="flex min-w-0 flex-col gap-4 [&_:disabled]:opacity-60">
      {children}
    </fieldset>
  );
}
