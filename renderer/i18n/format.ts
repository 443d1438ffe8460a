import type { Locale } from '#shared/domain/people.ts';

/** What formatting depends on, always given: the reader's language, the workspace's time zone, and the present instant. */
export type FormatContext = {
  readonly locale: Locale;
  /** IANA name, such as `Asia/Tokyo`. */
  readonly timeZone: string;
  readonly now: Date;
};

/** An instant as the wire gives it, or as a Date. */
export type Instant = string | Date;

/** English as written with the day before the month, as a Japanese company's English-speaking staff do. */
const TAG: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-GB' };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs far more than using one, and a thread uses thousands. */
function dateFormat(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(TAG[locale], { ...options, timeZone, calendar: 'gregory' });
  formatters.set(key, made);
  return made;
}

/** Which calendar day an instant is on in a time zone, as a number of days; neighbouring days differ by one. */
export function dayNumber(at: Instant, timeZone: string): number {
  const parts = dateFormat('en', timeZone, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(
    new Date(at),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((p) => p.type === type)?.value);
  return Math.round(Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000);
}

/** `13:49` */
export function formatTime(at: Instant, { locale, timeZone }: Omit<FormatContext, 'now'>): string {
  return dateFormat(locale, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

const NEAR_DAYS: Readonly<Record<Locale, Readonly<Record<number, string>>>> = {
  ja: { [-1]: '昨日', 0: '今日', 1: '明日' },
  en: { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
};

/** `今日`, `昨日`, `11月14日(金)`, `2024年11月14日(木)`; `Today`, `Yesterday`, `Fri 14 November`, `14 November 2024`. */
export function formatDay(at: Instant, context: FormatContext): string {
  const { locale, timeZone, now } = context;
  const near = NEAR_DAYS[locale][dayNumber(at, timeZone) - dayNumber(now, timeZone)];
  return near ?? formatDate(at, context);
}

/** As `formatDay`, but always a date. */
export function formatDate(at: Instant, { locale, timeZone, now }: FormatContext): string {
  const year = (instant: Instant): string => dateFormat('en', timeZone, { year: 'numeric' }).format(new Date(instant));
  const isThisYear = year(at) === year(now);
  const options: Intl.DateTimeFormatOptions = {
    month: 'long',
    day: 'numeric',
    ...((locale === 'ja' || isThisYear) && { weekday: 'short' }),
    ...(!isThisYear && { year: 'numeric' }),
  };
  return dateFormat(locale, timeZone, options).format(new Date(at)).replace(',', '');
}

/** A date in as little room as it needs, for narrow columns: `11月14日`, `14 Nov`; of another year `2024年11月14日`, `14 Nov 2024`. */
export function formatShortDate(at: Instant, { locale, timeZone, now }: FormatContext): string {
  const year = (instant: Instant): string => dateFormat('en', timeZone, { year: 'numeric' }).format(new Date(instant));
  const options: Intl.DateTimeFormatOptions = {
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  };
  return dateFormat(locale, timeZone, options).format(new Date(at));
}

/** The time if it was today, the day and the time else: `13:49`, `昨日 13:49`, `11月14日(金) 13:49`. */
export function formatDayTime(at: Instant, context: FormatContext): string {
  const time = formatTime(at, context);
  return dayNumber(at, context.timeZone) === dayNumber(context.now, context.timeZone)
    ? time
    : `${formatDay(at, context)} ${time}`;
}

/** A due time as a limit: `17:00まで`, `明日 10:00まで`; `by 16:00`, `by tomorrow 10:00`. */
export function formatBy(at: Instant, context: FormatContext): string {
  const when = formatDayTime(at, context);
  if (context.locale === 'ja') return `${when}まで`;
  return `by ${when.replace(/^(Today|Tomorrow|Yesterday)/, (word) => word.toLowerCase())}`;
}

/** Money with its sign and in whole units where the currency has no smaller ones: `¥48,900`, `$12.50`. `amount` is in main units. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const text = new Intl.NumberFormat(TAG[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(amount);
  // Japanese data gives the full-width yen sign, which stands apart from figures.
  return text.replace('\uffe5', '\u00a5');
}

/** A count: `1,280`. */
export const formatCount = (count: number, locale: Locale): string => new Intl.NumberFormat(TAG[locale]).format(count);
