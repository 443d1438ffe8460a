import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { minuteText, type OpeningHours, type OpeningSpan } from '#shared/domain/opening-hours.ts';

/** Monday first, as a week of work is thought of. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

/** The name of a weekday (0 is Sunday), short or whole. */
export function weekdayName(day: number, locale: 'ja' | 'en', style: 'short' | 'long' = 'short'): string {
  const tag = locale === 'ja' ? 'ja-JP' : 'en-GB';
  return new Intl.DateTimeFormat(tag, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2026, 1, 1 + day));
}

export const spansText = (spans: readonly OpeningSpan[], closed: string): string =>
  spans.length === 0 ? closed : spans.map(({ from, to }) => `${minuteText(from)}–${minuteText(to)}`).join(', ');

/** A week in one line, days of the same hours together: `Mon–Fri 09:00–18:00 · Sat, Sun closed`. */
export function useWeekWords(): (hours: Pick<OpeningHours, 'weekly'>) => string {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  return ({ weekly }) => {
    const runs: { from: number; to: number; text: string }[] = [];
    for (const day of WEEK) {
      const text = spansText(weekly[day] ?? [], t('hours.closed'));
      const last = runs.at(-1);
      if (last?.text === text) last.to = day;
      else runs.push({ from: day, to: day, text });
    }
    return runs
      .map(({ from, to, text }) => {
        const days = weekdayName(from, locale) + (from === to ? '' : `–${weekdayName(to, locale)}`);
        return `${days} ${text}`;
      })
      .join(' · ');
  };
}
