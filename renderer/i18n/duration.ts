import type { Locale } from '#shared/domain/people.ts';
import type { Instant } from './format.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = {
  ja: { day: '日', hour: '時間', minute: '分', second: '秒' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
} as const;

/**
 * A length of time in words, rounded down to what an agent acts on: `37秒`, `14分`, `1時間40分`, `2日3時間`;
 * `37 s`, `14 min`, `1 h 40`, `3 h`, `2 d 3 h`. Never `m:ss`.
 */
export function formatDuration(durationMs: number, locale: Locale): string {
  const ms = Math.max(0, durationMs);
  const unit = UNITS[locale];
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}${unit.second}`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}${unit.minute}`;
  const [big, small] = ms < DAY ? [HOUR, MINUTE] : [DAY, HOUR];
  const bigs = Math.floor(ms / big);
  const smalls = Math.floor((ms % big) / small);
  const head = `${bigs}${ms < DAY ? unit.hour : unit.day}`;
  if (smalls === 0) return head;
  if (locale === 'ja') return `${head}${smalls}${ms < DAY ? unit.minute : unit.hour}`;
  return `${head} ${ms < DAY ? String(smalls).padStart(2, '0') : `${smalls}${unit.hour}`}`;
}

/** As `formatDuration`, to the second under an hour, for what is measured and over: `6分12秒`, `6 min 12 s`. */
export function formatExactDuration(durationMs: number, locale: Locale): string {
  const ms = Math.max(0, durationMs);
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  if (ms < MINUTE || ms >= HOUR || seconds === 0) return formatDuration(ms, locale);
  return `${formatDuration(ms, locale)}${locale === 'ja' ? '' : ' '}${seconds}${UNITS[locale].second}`;
}

/** A running clock under an hour, `4:08`; from an hour on in words, since `1:04` could be either. */
export function formatStopwatch(elapsedMs: number, locale: Locale): string {
  const ms = Math.max(0, elapsedMs);
  if (ms >= HOUR) return formatDuration(ms, locale);
  return `${Math.floor(ms / MINUTE)}:${String(Math.floor((ms % MINUTE) / SECOND)).padStart(2, '0')}`;
}

export type Urgency = 'calm' | 'soon' | 'over';

/** Due times closer than this are marked. */
export const SOON_MS = 10 * MINUTE;

/** How a due time stands: over, within ten minutes, or calm. */
export function urgencyOf(dueAt: Instant, now: Date): Urgency {
  const leftMs = new Date(dueAt).getTime() - now.getTime();
  if (leftMs < 0) return 'over';
  return leftMs < SOON_MS ? 'soon' : 'calm';
}

/** What is left until a due time, or how far it is over: `残り14分`, `14分超過`, `6 min left`, `14 min over`, `1 h 40 left`. */
export function formatRemaining(dueAt: Instant, now: Date, locale: Locale): string {
  const leftMs = new Date(dueAt).getTime() - now.getTime();
  const words = formatDuration(Math.abs(leftMs), locale);
  if (leftMs < 0) return locale === 'ja' ? `${words}超過` : `${words} over`;
  return locale === 'ja' ? `残り${words}` : `${words} left`;
}

/** How long ago, in one unit: `今`, `1分前`, `3時間前`, `2日前`; `now`, `1 min`, `3 h`, `2 d`. */
export function formatAgo(at: Instant, now: Date, locale: Locale): string {
  const ms = now.getTime() - new Date(at).getTime();
  if (ms < MINUTE) return locale === 'ja' ? '今' : 'now';
  const unit = [DAY, HOUR].find((candidate) => ms >= candidate) ?? MINUTE;
  const words = formatDuration(Math.floor(ms / unit) * unit, locale);
  return locale === 'ja' ? `${words}前` : words;
}
