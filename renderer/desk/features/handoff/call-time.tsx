import { TZDate } from '@date-fns/tz';
import { useState } from 'react';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';

type CallTimeProps = { readonly at: string | null; readonly onChange: (at: string | null) => void };

/** The wall clock of a field, as an instant; null while it is not whole. */
function instantOf(field: string, timeZone: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(field)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts;
  return new Date(new TZDate(year, month - 1, day, hour, minute, timeZone).getTime()).toISOString();
}

/** When we call: now, or at a time by the workspace's clock. */
export function CallTime({ at, onChange }: CallTimeProps) {
  const { t } = useTranslation('handoff');
  const { timeZone } = useFormatContext();
  const [isLater, setIsLater] = useState(at !== null);
  const [field, setField] = useState('');
  return (
    <>
      <SegmentedControl<'now' | 'later'>
        label={t('call.when')}
        value={isLater ? 'later' : 'now'}
        onChange={(next) => {
          setIsLater(next === 'later');
          onChange(next === 'later' ? instantOf(field, timeZone) : null);
        }}
        segments={[
          { value: 'now', label: t('call.now') },
          { value: 'later', label: t('call.later') },
        ]}
      />
      {isLater && (
        <TextInput
          type="datetime-local"
          aria-label={t('call.time')}
          className="w-auto!"
          value={field}
          onChange={(event) => {
            setField(event.target.value);
            onChange(instantOf(event.target.value, timeZone));
          }}
        />
      )}
    </>
  );
}
