import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { PolicyView } from '#shared/ipc/policy.ts';
import type { Settings } from '#shared/ipc/settings.ts';
import { useSettings } from '../use-settings.tsx';

/** As the keys go (electron/windows/zoom.ts). */
const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export const isLocked = (policy: PolicyView | null, name: PolicyView['locked'][number]): boolean =>
  policy?.locked.includes(name) ?? false;

/** What only the desktop can do: zoom, spelling, starting with the computer. */
export function ComputerRows({ policy }: { readonly policy: PolicyView }) {
  const { t } = useTranslation('settings');
  const { settings, change } = useSettings();
  return (
    <>
      <div className="flex items-center justify-between gap-4 border-line border-t py-3">
        <span aria-hidden="true">{t('zoom')}</span>
        <ZoomSelect settings={settings} isFixed={isLocked(policy, 'zoom')} onChange={(zoom) => change({ zoom })} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-line border-t py-2">
        <Checkbox
          checked={settings.spelling ?? true}
          disabled={isLocked(policy, 'spelling')}
          onChange={(spelling) => change({ spelling })}
        >
          {t('spelling')}
        </Checkbox>
        <Checkbox
          checked={settings.startAtLogin ?? false}
          disabled={isLocked(policy, 'startAtLogin')}
          onChange={(startAtLogin) => change({ startAtLogin })}
        >
          {t('startAtLogin')}
        </Checkbox>
      </div>
      {policy.locked.length > 0 && <p className="border-line border-t pt-3 text-ink-2">{t('computer.locked')}</p>}
    </>
  );
}

type ZoomSelectProps = {
  readonly settings: Settings;
  readonly isFixed: boolean;
  readonly onChange: (zoom: number) => void;
};

/** What the keys have set may lie between; it is then one of the choices. */
function ZoomSelect({ settings, isFixed, onChange }: ZoomSelectProps) {
  const { t } = useTranslation('settings');
  const all = [...new Set<number>([...ZOOMS, settings.zoom])].sort((a, b) => a - b);
  return (
    <Select
      label={t('zoom')}
      className="w-28"
      value={String(settings.zoom)}
      onChange={(zoom) => onChange(Number(zoom))}
      options={all.map((zoom) => ({
        value: String(zoom),
        label: `${Math.round(zoom * 100)} %`,
        disabled: isFixed && zoom !== settings.zoom,
      }))}
    />
  );
}
