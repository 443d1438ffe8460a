import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { minuteOf } from '#shared/domain/quiet-hours.ts';
import { type QuietHours, quietHoursSchema } from '#shared/ipc/alerts.ts';
import { Card } from '../section-frame.tsx';

type Props = { readonly quiet: QuietHours; readonly onChange: (quiet: QuietHours) => void };

/** Hours without sounds. */
export function QuietCard({ quiet, onChange }: Props) {
  const { t } = useTranslation('alerts');
  const set = (patch: Partial<QuietHours>): void => {
    // A time that is only half typed is not one yet.
    const next = quietHoursSchema.safeParse({ ...quiet, ...patch });
    if (next.success) onChange(next.data);
  };
  return (
    <Card title={t('computer.quiet')} detail={t('computer.quietDetail')}>
      <Checkbox checked={quiet.on} onChange={(on) => set({ on })}>
        {t('computer.quietOn')}
      </Checkbox>
      {quiet.on && (
        <div className="flex flex-wrap items-end gap-4 pt-2">
          <Field label={t('computer.from')}>
            <TextInput type="time" value={quiet.from} onChange={(event) => set({ from: event.target.value })} />
          </Field>
          <Field
            label={t('computer.until')}
            hint={minuteOf(quiet.until) <= minuteOf(quiet.from) ? t('computer.nextDay') : undefined}
          >
            <TextInput type="time" value={quiet.until} onChange={(event) => set({ until: event.target.value })} />
          </Field>
          <Checkbox checked={quiet.calls} onChange={(calls) => set({ calls })}>
            {t('computer.quietCalls')}
          </Checkbox>
        </div>
      )}
    </Card>
  );
}
