import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { SIGN_LOOK } from './day-sign.ts';
import { spansText, WEEK, weekdayName } from './use-week-words.ts';
import type { YearDay } from './year-days.ts';

const COLUMN = [
  'col-start-7',
  'col-start-1',
  'col-start-2',
  'col-start-3',
  'col-start-4',
  'col-start-5',
  'col-start-6',
];

type MonthProps = {
  readonly month: number;
  readonly days: readonly YearDay[];
  /** The one day of the year that Tab reaches. */
  readonly focusable: string | undefined;
  readonly onOpen: (day: YearDay) => void;
};

/** One month, Monday first. */
export function Month({ month, days, focusable, onOpen }: MonthProps) {
  const locale = useLocale();
  const tag = locale === 'ja' ? 'ja-JP' : 'en-GB';
  const name = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1));
  return (
    <section aria-label={name} className="min-w-0">
      <p aria-hidden="true" className="mb-1 font-semibold">
        {name}
      </p>
      <div className="grid grid-cols-7 text-center">
        {WEEK.map((day) => (
          <span key={day} aria-hidden="true" className="pb-0.5 text-ink-3">
            {weekdayName(day, locale).slice(0, locale === 'ja' ? 1 : 2)}
          </span>
        ))}
        {days.map((day) => (
          <Day key={day.date} day={day} isFocusable={day.date === focusable} onOpen={() => onOpen(day)} />
        ))}
      </div>
    </section>
  );
}

type DayProps = { readonly day: YearDay; readonly isFocusable: boolean; readonly onOpen: () => void };

function Day({ day, isFocusable, onOpen }: DayProps) {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  const date = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day.date}T00:00:00Z`));
  const holiday = locale === 'ja' ? day.holiday?.nameJa : day.holiday?.nameEn;
  const label = [date, holiday, day.special?.name, spansText(day.spans, t('hours.closed'))]
    .filter((text) => text !== undefined && text !== '')
    .join(' · ');
  return (
    <button
      type="button"
      data-date={day.date}
      tabIndex={isFocusable ? 0 : -1}
      aria-label={label}
      title={label}
      onClick={onOpen}
      className={classNames(
        'figures m-px h-6 rounded-s leading-none hover:outline hover:outline-1 hover:outline-field-line',
        day.day === 1 && COLUMN[day.weekday],
        SIGN_LOOK[day.sign],
      )}
    >
      {day.day}
    </button>
  );
}
