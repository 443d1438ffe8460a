import type { Locale } from '#shared/domain/people.ts';
import { AT_ONCE, AT_TIME, fill } from './words.ts';

type Clock = { readonly locale: Locale; readonly timeZone: string; readonly now: Date };

/** `14:32` today, `11月24日 14:32` or `24 November, 14:32` on another day; in the company's time zone. */
export function timeWords(at: Date, { locale, timeZone, now }: Clock): string {
  const tag = locale === 'ja' ? 'ja-JP' : 'en-GB';
  const part = (options: Intl.DateTimeFormatOptions, of: Date) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options }).format(of);
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at);
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  if (part({ ...day, year: 'numeric' }, at) === part({ ...day, year: 'numeric' }, now)) return time;
  return locale === 'ja' ? `${part(day, at)} ${time}` : `${part(day, at)}, ${time}`;
}

/** When we call. */
export const callWords = (at: Date | null, clock: Clock): string =>
  at === null ? AT_ONCE[clock.locale] : fill(AT_TIME[clock.locale], { at: timeWords(at, clock) });
