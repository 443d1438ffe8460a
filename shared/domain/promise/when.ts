import { assertNever } from '#shared/lib/assert.ts';
import {
  closesAt,
  type DayNumber,
  dateOfDay,
  dayOfDate,
  instantOf,
  isOpenAt,
  isOpenDay,
  lastOpenDay,
  minutesOn,
  openDayAfter,
  openMinutesOn,
  opensAt,
  type PromiseClock,
  today,
  weekdayOf,
} from './clock.ts';

/** Which day words name. Weeks begin on Monday. */
export type DayWords =
  | { readonly kind: 'in'; readonly days: number }
  | { readonly kind: 'business'; readonly days: number }
  | { readonly kind: 'date'; readonly year?: number | undefined; readonly month: number; readonly day: number }
  | { readonly kind: 'of_month'; readonly day: number }
  /** `coming`: the next one that is not today. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly week: 'coming' | number }
  | { readonly kind: 'week_end'; readonly week: number }
  | { readonly kind: 'week_start' }
  | { readonly kind: 'month_end'; readonly months: number }
  | { readonly kind: 'year_end' };

/** What time of a day words name. `ambiguous`: five may be in the morning or the afternoon. */
export type TimeWords =
  | { readonly kind: 'clock'; readonly minute: number; readonly ambiguous: boolean }
  | { readonly kind: 'part'; readonly part: DayPart };
export type DayPart = 'first' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

/** What words say of when. `since`: not before it, as in "after 17:00". */
export type When =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly open?: boolean }
  | {
      readonly kind: 'at';
      readonly day?: DayWords | undefined;
      readonly time?: TimeWords | undefined;
      readonly since?: boolean | undefined;
    };

const HALF_DAY = 12 * 60;
const DAY_MINUTES = 24 * 60;
/** Earlier than this nobody means the morning. */
const EARLIEST = 7 * 60;
const WEEK = 7;
const MOST_DAYS = 300;
/** What "after 17:00" is given. */
const SINCE_MINUTES = 120;

/** When it is due, always ahead; null when the words name nothing that is ahead within three hundred days. */
export function dueOf(when: When, clock: PromiseClock): Date | null {
  const due = when.kind === 'minutes' ? byMinutes(when, clock) : atOf(when, clock);
  if (due === null || Number.isNaN(due.getTime())) return null;
  const ahead = due.getTime() - clock.now.getTime();
  return ahead > 0 && ahead < MOST_DAYS * DAY_MINUTES * 60_000 ? due : null;
}

const byMinutes = (when: Extract<When, { kind: 'minutes' }>, clock: PromiseClock): Date =>
  when.open === true ? openMinutesOn(clock, when.minutes) : minutesOn(clock, when.minutes);

function atOf({ day, time, since }: Extract<When, { kind: 'at' }>, clock: PromiseClock): Date | null {
  const on = day === undefined ? undefined : dayOf(day, clock);
  if (on === null) return null;
  if (time === undefined) return on === undefined ? null : endOf(on, clock);
  const minutes = minutesOf(time, on ?? today(clock), clock);
  const found = on === undefined ? nextTime(minutes, clock) : timeOn(minutes, on, clock);
  return found === null || since !== true ? found : sinceThen(found, clock);
}

/** Not before a time: by the end of that day, or two hours on where that is over. */
function sinceThen(at: Date, clock: PromiseClock): Date {
  const day = today({ ...clock, now: at });
  const closes = instantOf(clock, day, closesAt(clock, day));
  return closes > at ? closes : new Date(at.getTime() + SINCE_MINUTES * 60_000);
}

function dayOf(words: DayWords, clock: PromiseClock): DayNumber | null {
  const now = today(clock);
  switch (words.kind) {
    case 'in':
      return now + words.days;
    case 'business':
      return openDayAfter(clock, now, words.days);
    case 'date':
      return words.year === undefined
        ? nextDate(now, words.month, words.day)
        : dayOfDate(words.year, words.month, words.day);
    case 'of_month':
      return nextOfMonth(now, words.day);
    case 'weekday':
      return weekday(now, words.weekday, words.week);
    case 'week_end':
      return lastOpenDay(clock, mondayOf(now) + words.week * WEEK, mondayOf(now) + words.week * WEEK + 6);
    case 'week_start':
      return openDayAfter(clock, mondayOf(now) + WEEK - 1, 1);
    case 'month_end': {
      const { year, month } = dateOfDay(now);
      const end = dayOfDate(year + Math.floor((month + words.months) / 12), ((month + words.months) % 12) + 1, 1);
      return end === null ? null : end - 1;
    }
    case 'year_end':
      return dayOfDate(dateOfDay(now).year, 12, 31);
    default:
      return assertNever(words, 'day');
  }
}

const mondayOf = (day: DayNumber): DayNumber => day - ((weekdayOf(day) + 6) % WEEK);

function weekday(now: DayNumber, wanted: number, week: 'coming' | number): DayNumber {
  if (week === 'coming') return now + (((wanted - weekdayOf(now) + 6) % WEEK) + 1);
  return mondayOf(now) + week * WEEK + ((wanted + 6) % WEEK);
}

function nextDate(now: DayNumber, month: number, day: number): DayNumber | null {
  const { year } = dateOfDay(now);
  const thisYear = dayOfDate(year, month, day);
  return thisYear !== null && thisYear >= now ? thisYear : dayOfDate(year + 1, month, day);
}

function nextOfMonth(now: DayNumber, day: number): DayNumber | null {
  const { year, month } = dateOfDay(now);
  const here = dayOfDate(year, month, day);
  return here !== null && here >= now ? here : dayOfDate(month === 12 ? year + 1 : year, (month % 12) + 1, day);
}

/** By the end of a day: when it closes, or its very end when that is over today. */
function endOf(day: DayNumber, clock: PromiseClock): Date {
  const closes = instantOf(clock, day, closesAt(clock, day));
  return closes > clock.now ? closes : instantOf(clock, day, DAY_MINUTES - 1);
}

function minutesOf(time: TimeWords, day: DayNumber, clock: PromiseClock): readonly number[] {
  if (time.kind === 'clock') return time.ambiguous ? [time.minute, time.minute + HALF_DAY] : [time.minute];
  switch (time.part) {
    case 'first':
      return [opensAt(clock, day) + 60];
    case 'morning':
    case 'noon':
      return [HALF_DAY];
    case 'afternoon':
      return [Math.min(17 * 60, Math.max(closesAt(clock, day), HALF_DAY + 60))];
    case 'evening':
      return [19 * 60];
    case 'night':
      return [21 * 60];
    default:
      return assertNever(time.part, 'part');
  }
}

/** On a day: the reading at which somebody is there, else the one at which people are awake. */
function timeOn(minutes: readonly number[], day: DayNumber, clock: PromiseClock): Date | null {
  const ahead = minutes.filter((minute) => instantOf(clock, day, minute) > clock.now);
  const meant =
    ahead.find((minute) => isOpenAt(clock, day, minute) && clock.calendar !== null) ??
    ahead.find((minute) => minute >= EARLIEST) ??
    ahead[0];
  return meant === undefined ? null : instantOf(clock, day, meant);
}

/** Without a day: the next one that fits, today's or that of the next day on which somebody is there. */
function nextTime(minutes: readonly number[], clock: PromiseClock): Date | null {
  const now = today(clock);
  const isSure = minutes.length === 1;
  for (let day = now; day <= now + WEEK; day += 1) {
    const isMeant = (minute: number): boolean =>
      isSure ? day === now || isOpenDay(clock, day) : isOpenAt(clock, day, minute) && minute >= EARLIEST;
    const minute = minutes.find((one) => instantOf(clock, day, one) > clock.now && isMeant(one));
    if (minute !== undefined) return instantOf(clock, day, minute);
  }
  return timeOn(minutes, now, clock) ?? timeOn(minutes, now + 1, clock);
}
