import type { Locale } from './people.ts';

const DAY_MS = 86_400_000;
const DAYS_JA = '日月火水木金土';
const DAYS_EN = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The day it is in a time zone, as YYYY-MM-DD. */
export const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** A day so many days after another (YYYY-MM-DD), as a letter says it: 11月25日（水）, Wednesday 25 November; the year where it is another. */
export function dayWords(from: string, days: number, locale: Locale): string {
  const date = new Date(Date.parse(`${from}T00:00:00Z`) + days * DAY_MS);
  const [year, month, day, weekday] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCDay()];
  const isSameYear = from.startsWith(`${year}-`);
  if (locale === 'ja') return `${isSameYear ? '' : `${year}年`}${month + 1}月${day}日（${DAYS_JA[weekday]}）`;
  return `${DAYS_EN[weekday]} ${day} ${MONTHS[month]}${isSameYear ? '' : ` ${year}`}`;
}
