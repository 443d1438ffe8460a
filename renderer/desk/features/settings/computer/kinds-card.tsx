import { Play } from 'lucide-react';
import { playSound } from '#renderer/data/sounds.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ALERT_DETAILS, ALERT_KINDS, ALERT_SOUNDS, type AlertKind, type AlertSettings } from '#shared/ipc/alerts.ts';
import { Card } from '../section-frame.tsx';

type Props = {
  readonly alerts: AlertSettings;
  readonly onChange: (patch: Partial<AlertSettings>) => void;
  readonly hasNotifications: boolean;
};

/** What is told, and by which sound. */
export function KindsCard({ alerts, onChange, hasNotifications }: Props) {
  const { t } = useTranslation('alerts');
  return (
    <Card
      title={t('computer.notify')}
      detail={t(hasNotifications ? 'computer.notifyDetail' : 'computer.notifyBrowser')}
    >
      <ul className="flex flex-col">
        {ALERT_KINDS.map((kind) => (
          <Kind key={kind} kind={kind} alerts={alerts} onChange={onChange} hasNotifications={hasNotifications} />
        ))}
      </ul>
      <label className="mt-3 flex items-center gap-3 border-line border-t pt-3">
        <span className="min-w-20 font-medium text-ink-2">{t('computer.volume')}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(alerts.volume * 100)}
          onChange={(event) => onChange({ volume: Number(event.target.value) / 100 })}
          className="w-56 accent-(--accent)"
        />
        <span className="figures w-10 text-right text-ink-2">{Math.round(alerts.volume * 100)} %</span>
      </label>
      {hasNotifications && (
        <div className="mt-3 flex flex-wrap items-center gap-3 border-line border-t pt-3">
          <span aria-hidden="true" className="font-medium text-ink-2">
            {t('computer.detailLabel')}
          </span>
          <SegmentedControl
            label={t('computer.detailLabel')}
            value={alerts.detail}
            onChange={(detail) => onChange({ detail })}
            segments={ALERT_DETAILS.map((value) => ({ value, label: t(`computer.${value}`) }))}
          />
        </div>
      )}
    </Card>
  );
}

function Kind({ kind, alerts, onChange, hasNotifications }: Props & { readonly kind: AlertKind }) {
  const { t } = useTranslation('alerts');
  const choice = alerts.kinds[kind];
  const name = t(`kind.${kind}`);
  const set = (patch: Partial<typeof choice>): void =>
    onChange({ kinds: { ...alerts.kinds, [kind]: { ...choice, ...patch } } });
  // A telephone rings or does not.
  const sounds = kind === 'call' ? (['none', 'ring'] as const) : ALERT_SOUNDS;
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-3 border-line border-t first:border-t-0">
      <span className="min-w-0 flex-1">{name}</span>
      {hasNotifications && (
        <Checkbox checked={choice.notify} onChange={(notify) => set({ notify })}>
          <span className="sr-only">{name}: </span>
          {t('computer.show')}
        </Checkbox>
      )}
      <Select
        label={t('computer.soundOf', { kind: name })}
        value={choice.sound}
        onChange={(sound) => {
          set({ sound });
          playSound(sound, alerts.volume);
        }}
        options={sounds.map((value) => ({ value, label: t(`sound.${value}`) }))}
        className="w-36"
      />
      <IconButton
        label={t('computer.play', { kind: name })}
        icon={<Play size={14} />}
        onClick={() => playSound(choice.sound, alerts.volume)}
      />
    </li>
  );
}
