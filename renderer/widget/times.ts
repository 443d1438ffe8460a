import type { Locale } from '#shared/domain/people.ts';
import { say, WORDS } from './words.ts';

const DAY_MS = 86_400_000;

/** 13:49, in the customer's own time zone. */
export function clockTime(at: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** Says which day it is in the customer's time zone; equal for two instants of one day. */
export const dayKey = (at: Date): string => `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;

/** 今日, 昨日, 11月14日(金); with the year when it is another one. */
export function dayName(at: Date, locale: Locale, now: Date): string {
  if (dayKey(at) === dayKey(now)) return say(WORDS[locale], 'today');
  // Noon, so that a day of 23 or 25 hours does not matter.
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  if (dayKey(at) === dayKey(new Date(noon.getTime() - DAY_MS))) return say(WORDS[locale], 'yesterday');
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(at);
  const thisYear = at.getFullYear() === now.getFullYear();
  if (locale === 'ja') {
    return `${thisYear ? '' : `${at.getFullYear()}年`}${at.getMonth() + 1}月${at.getDate()}日(${weekday})`;
  }
  const month = new Intl.DateTimeFormat(locale, { month: 'short' }).format(at);
  return `${weekday}, ${at.getDate()} ${month}${thisYear ? '' : ` ${at.getFullYear()}`}`;
}
