import { type ReactNode, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { computerOf, usePolicy } from '#renderer/data/hooks/use-computer.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { LocalState } from '#shared/ipc/local.ts';
import type { Settings } from '#shared/ipc/settings.ts';
import { useSettings } from '../use-settings.tsx';
import { ComputerDialog } from './computer-dialog.tsx';
import { ComputerRows, isLocked } from './computer-rows.tsx';

const computer = computerOf();

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4 border-line border-t py-3 first:border-t-0">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

type SettingsDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** What is kept on this computer, or why nothing is. */
  readonly local?: LocalState | undefined;
  /** Leads to the page of this computer's notifications, sounds and keys; absent for who has no such page. */
  readonly onMore?: (() => void) | undefined;
};

/** Appearance, language and density. Each choice applies at once, so there is nothing to cancel. */
export function SettingsDialog({ open, onClose, local, onMore }: SettingsDialogProps) {
  const { t } = useTranslation(['settings', 'common', 'alerts']);
  const { settings, change } = useSettings();
  const policy = usePolicy();
  const [isComputerShown, setIsComputerShown] = useState(false);
  const themes: Settings['theme'][] = ['system', 'light', 'dark'];
  const delays = ['team', 'always', 'never'] as const;
  const densities: Settings['density'][] = ['comfortable', 'compact'];
  return (
    <>
      <Dialog
        open={open}
        onClose={onClose}
        title={t('title')}
        description={t('hint')}
        closeLabel={t('common:close')}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('done')}
          </Button>
        }
      >
        <Row label={t('theme.label')}>
          <SegmentedControl
            label={t('theme.label')}
            value={settings.theme}
            onChange={(theme) => change({ theme })}
            segments={themes.map((theme) => ({
              value: theme,
              label: t(`theme.${theme}`),
              disabled: isLocked(policy, 'theme') && theme !== settings.theme,
            }))}
          />
        </Row>
        <Row label={t('language.label')}>
          <SegmentedControl
            label={t('language.label')}
            value={settings.locale}
            onChange={(locale) => change({ locale })}
            segments={[
              { value: 'system' as const, label: t('theme.system') },
              { value: 'ja' as const, label: t('language.ja') },
              { value: 'en' as const, label: t('language.en') },
            ].map((one) => ({ ...one, disabled: isLocked(policy, 'locale') && one.value !== settings.locale }))}
          />
        </Row>
        <Row label={t('density.label')}>
          <SegmentedControl
            label={t('density.label')}
            value={settings.density}
            onChange={(density) => change({ density })}
            segments={densities.map((density) => ({
              value: density,
              label: t(`density.${density}`),
              disabled: isLocked(policy, 'density') && density !== settings.density,
            }))}
          />
        </Row>
        <Row label={t('sendDelay.label')}>
          <SegmentedControl
            label={t('sendDelay.label')}
            value={settings.sendDelay ?? 'team'}
            onChange={(sendDelay) => change({ sendDelay })}
            segments={delays.map((delay) => ({
              value: delay,
              label: t(`sendDelay.${delay}`),
              disabled: isLocked(policy, 'sendDelay') && delay !== (settings.sendDelay ?? 'team'),
            }))}
          />
        </Row>
        {policy !== null && <ComputerRows policy={policy} />}
        {(onMore !== undefined || policy !== null) && (
          <div className="flex flex-wrap gap-2 border-line border-t py-3">
            {onMore !== undefined && <Button onClick={onMore}>{t('alerts:computer.open')}</Button>}
            {policy !== null && <Button onClick={() => setIsComputerShown(true)}>{t('computer.open')}</Button>}
          </div>
        )}
        {local !== undefined && (
          <p className="border-line border-t pt-3 text-ink-2">
            {t(`kept.${local.state === 'kept' ? 'kept' : local.reason}`)}
          </p>
        )}
      </Dialog>
      {policy !== null && computer !== null && (
        <ComputerDialog
          open={open && isComputerShown}
          onClose={() => setIsComputerShown(false)}
          computer={computer}
          policy={policy}
          updates={desktop}
        />
      )}
    </>
  );
}
