import { zoneOffset } from '#shared/lib/zone-offset.ts';
import { addOpenMinutes, type Calendar, spansOn } from '../calendar.ts';

/** By what times in a text are read: now, whose clocks, and when somebody is there (null: around the clock). */
export type PromiseClock = { readonly now: Date; readonly timeZone: string; readonly calendar: Calendar | null };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What a day ends by where nobody said when it closes. */
const DAY_ENDS = 18 * 60;
const HORIZON_DAYS = 60;

/** A calendar day as a number, so that days can be counted: 0 is 1970-01-01. */
export type DayNumber = number;

const dateText = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const dayOfDate = (year: number, month: number, day: number): DayNumber | null => {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / DAY_MS : null;
};

export const dateOfDay = (day: DayNumber): { year: number; month: number; day: number } => {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
};

/** 0 is Sunday. */
export const weekdayOf = (day: DayNumber): number => new Date(day * DAY_MS).getUTCDay();

export const today = ({ now, timeZone }: PromiseClock): DayNumber =>
  Math.floor((now.getTime() + zoneOffset(timeZone, now.getTime())) / DAY_MS);

/** The instant of a wall clock time; minutes may go on past midnight. */
export function instantOf({ timeZone }: PromiseClock, day: DayNumber, minute: number): Date {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const guess = wall - zoneOffset(timeZone, wall);
  return new Date(wall - zoneOffset(timeZone, guess));
}

const spans = ({ calendar }: PromiseClock, day: DayNumber) =>
  calendar === null ? [{ from: 0, to: 24 * 60 }] : spansOn(calendar, dateText(day));

export const isOpenDay = (clock: PromiseClock, day: DayNumber): boolean => spans(clock, day).length > 0;

/** Whether somebody is there at that time; at the very end of a span still counts, for promises are "by" it. */
export const isOpenAt = (clock: PromiseClock, day: DayNumber, minute: number): boolean =>
  spans(clock, day).some(({ from, to }) => minute >= from && minute <= to);

/** When the first one comes; ten where nobody said. */
export const opensAt = (clock: PromiseClock, day: DayNumber): number =>
  clock.calendar === null ? 9 * 60 : (spans(clock, day)[0]?.from ?? 9 * 60);

/** When the last one goes home that day, 18:00 on a day that is closed or never ends. */
export function closesAt(clock: PromiseClock, day: DayNumber): number {
  const last = Math.max(0, ...spans(clock, day).map(({ to }) => to));
  return clock.calendar === null || last === 0 ? DAY_ENDS : last;
}

/** The nth day on which somebody is there, after a day; Saturdays and Sundays are none where there is no calendar. */
export function openDayAfter(clock: PromiseClock, from: DayNumber, count: number): DayNumber {
  let left = count;
  for (let day = from + 1; day < from + HORIZON_DAYS + count * 3; day += 1) {
    if (isWorkDay(clock, day)) left -= 1;
    if (left <= 0) return day;
  }
  return from + count;
}

/** The last working day up to a day, not before another; the day itself where there is none. */
export function lastOpenDay(clock: PromiseClock, from: DayNumber, to: DayNumber): DayNumber {
  for (let day = to; day >= from; day -= 1) if (isWorkDay(clock, day)) return day;
  return to;
}

function isWorkDay(clock: PromiseClock, day: DayNumber): boolean {
  if (clock.calendar !== null) return isOpenDay(clock, day);
  return weekdayOf(day) !== 0 && weekdayOf(day) !== 6;
}

/** So many minutes on, literally. */
export const minutesOn = ({ now }: PromiseClock, minutes: number): Date =>
  new Date(now.getTime() + minutes * MINUTE_MS);

/** So many minutes on in which somebody is there. */
export const openMinutesOn = (clock: PromiseClock, minutes: number): Date =>
  (clock.calendar === null ? null : addOpenMinutes(clock.calendar, clock.now, minutes)) ?? minutesOn(clock, minutes);
