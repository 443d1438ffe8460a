import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { Settings } from '#shared/ipc/settings.ts';
import { useSettings } from '../use-settings.tsx';

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4 border-line border-t py-3 first:border-t-0">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

/** Appearance, language and density. Each choice applies at once, so there is nothing to cancel. */
export function SettingsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const { settings, change } = useSettings();
  const themes: Settings['theme'][] = ['system', 'light', 'dark'];
  const densities: Settings['density'][] = ['comfortable', 'compact'];
  return (
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
          segments={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
        />
      </Row>
      <Row label={t('language.label')}>
        <SegmentedControl
          label={t('language.label')}
          value={settings.locale}
          onChange={(locale) => change({ locale })}
          segments={[
            { value: 'system', label: t('theme.system') },
            { value: 'ja', label: t('language.ja') },
            { value: 'en', label: t('language.en') },
          ]}
        />
      </Row>
      <Row label={t('density.label')}>
        <SegmentedControl
          label={t('density.label')}
          value={settings.density}
          onChange={(density) => change({ density })}
          segments={densities.map((density) => ({ value: density, label: t(`density.${density}`) }))}
        />
      </Row>
    </Dialog>
  );
}
