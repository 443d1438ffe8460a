import { useRef, useState } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { OpeningSpan, SpecialDay } from '#shared/domain/opening-hours.ts';
import { SpansInput } from './spans-input.tsx';
import type { YearDay } from './year-days.ts';

type Kind = 'usual' | 'closed' | 'own';

type DayDialogProps = {
  readonly day: YearDay;
  /** Null: as its weekday, or as the holiday it is. */
  readonly onSave: (special: SpecialDay | null) => void;
  readonly onClose: () => void;
};

const kindOf = ({ special }: YearDay): Kind => {
  if (special === undefined) return 'closed';
  return special.spans.length === 0 ? 'closed' : 'own';
};

/** One day that differs: closed, or with hours of its own. A day without one opens as about to be closed. */
export function DayDialog({ day, onSave, onClose }: DayDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const first = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<Kind>(kindOf(day));
  const [name, setName] = useState(day.special?.name ?? '');
  const [spans, setSpans] = useState<readonly OpeningSpan[]>(
    day.special === undefined || day.special.spans.length === 0 ? [{ from: 600, to: 1020 }] : day.special.spans,
  );
  const kinds: readonly Kind[] = ['usual', 'closed', 'own'];
  const holiday = locale === 'ja' ? day.holiday?.nameJa : day.holiday?.nameEn;
  const date = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(new Date(`${day.date}T00:00:00Z`));
  const save = (): void =>
    onSave(kind === 'usual' ? null : { date: day.date, name: name.trim(), spans: kind === 'closed' ? [] : [...spans] });
  const isWrong = kind === 'own' && (spans.length === 0 || spans.some(({ from, to }) => to <= from));
  return (
    <Dialog
      open
      onClose={onClose}
      title={date}
      description={holiday}
      closeLabel={common('close')}
      width="s"
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" disabled={isWrong} onClick={save}>
            {t('year.setDay')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('year.dayName')}>
          <TextInput
            ref={first}
            value={name}
            maxLength={100}
            placeholder={t('year.dayNameHint')}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <SegmentedControl
          label={t('year.kind')}
          value={kind}
          onChange={setKind}
          segments={kinds.map((one) => ({ value: one, label: t(`year.kinds.${one}`) }))}
        />
        {kind === 'own' && <SpansInput label={date} spans={spans} onChange={setSpans} />}
      </div>
    </Dialog>
  );
}
