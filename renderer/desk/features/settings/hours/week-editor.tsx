import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { Card } from '../section-frame.tsx';
import { SpansInput } from './spans-input.tsx';
import { WEEK, weekdayName } from './use-week-words.ts';

type WeekEditorProps = {
  readonly weekly: OpeningHours['weekly'];
  readonly onChange: (weekly: OpeningHours['weekly']) => void;
};

/** An ordinary week. */
export function WeekEditor({ weekly, onChange }: WeekEditorProps) {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  const copyMonday = (): void =>
    onChange(weekly.map((spans, day) => (day >= 2 && day <= 5 ? (weekly[1] ?? []) : spans)));
  return (
    <Card
      title={t('hours.week')}
      detail={t('hours.weekDetail')}
      actions={<Button onClick={copyMonday}>{t('hours.copyMonday')}</Button>}
    >
      <ul>
        {WEEK.map((day) => (
          <li
            key={day}
            className="grid min-h-10 grid-cols-[90px_minmax(0,1fr)] items-center gap-3 border-line border-t py-1 first:border-t-0"
          >
            <span aria-hidden="true" className="font-medium">
              {weekdayName(day, locale, 'long')}
            </span>
            <SpansInput
              label={weekdayName(day, locale, 'long')}
              spans={weekly[day] ?? []}
              onChange={(spans) => onChange(weekly.map((one, n) => (n === day ? spans : one)))}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
