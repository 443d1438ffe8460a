import { X } from 'lucide-react';
import { formatDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { spansText } from './use-week-words.ts';
import type { YearDay } from './year-days.ts';

type SpecialDaysProps = {
  readonly days: readonly YearDay[];
  readonly hours: OpeningHours;
  readonly year: number;
  readonly onOpen: (day: YearDay) => void;
  readonly onChange: (days: OpeningHours['days']) => void;
};

/** The year's holidays, closures and special openings in words. */
export function SpecialDays({ days, hours, year, onOpen, onChange }: SpecialDaysProps) {
  const { t } = useTranslation('workspaceSettings');
  const context = { ...useFormatContext(), timeZone: 'UTC' };
  const told = days.filter(({ special, holiday }) => special !== undefined || holiday !== undefined);
  if (told.length === 0) return <p className="mt-3 text-ink-3">{t('year.noDays', { year })}</p>;
  return (
    <ul aria-label={t('year.list')} className="mt-4 grid grid-cols-2 gap-x-6">
      {told.map((day) => (
        <li key={day.date} className="flex min-h-8 items-center gap-2 border-line border-t">
          <span className="figures w-36 shrink-0 text-ink-2">{formatDate(`${day.date}T00:00:00Z`, context)}</span>
          <span className="min-w-0 flex-1 truncate">
            <Words>{day.special?.name || nameOf(day, context.locale)}</Words>
            {(day.special !== undefined || day.spans.length > 0) && (
              <span className="figures text-ink-2"> {spansText(day.spans, t('hours.closed'))}</span>
            )}
          </span>
          {day.special !== undefined && (
            <>
              <Button variant="ghost" aria-label={t('year.changeDay', { date: day.date })} onClick={() => onOpen(day)}>
                {t('change')}
              </Button>
              <IconButton
                label={t('year.removeDay', { date: day.date })}
                icon={<X aria-hidden="true" size={14} />}
                onClick={() => onChange(hours.days.filter(({ date }) => date !== day.date))}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

const nameOf = ({ holiday }: YearDay, locale: 'ja' | 'en'): string =>
  (locale === 'ja' ? holiday?.nameJa : holiday?.nameEn) ?? '';
