import { offsetSegments } from '../lib/zone-offset.ts';
import type { OpeningHours, OpeningSpan } from './opening-hours.ts';

/** Opening hours with who knows which dates (`2026-01-01`) are public holidays. */
export type Calendar = OpeningHours & { readonly isHoliday: (date: string) => boolean };

type Interval = { readonly from: number; readonly to: number };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Who is closed for longer than this is taken to have no hours at all. */
const HORIZON_DAYS = 400;
const CHUNK_DAYS = 7;

const dateText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The spans of a date: its own, else a holiday's, else its weekday's. */
export function spansOn(calendar: Calendar, date: string): readonly OpeningSpan[] {
  const special = calendar.days.find((day) => day.date === date);
  if (special !== undefined) return special.spans;
  if (calendar.holidays !== null && calendar.isHoliday(date)) return calendar.holidays;
  return calendar.weekly[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? [];
}

/**
 * When it is open within `[from, to)`, in order, apart from each other. A minute is open when the wall clock then shows a
 * time within a span; so an hour that clocks skip is not there, and one they repeat counts twice.
 */
function openIntervals(calendar: Calendar, from: number, to: number): Interval[] {
  const found: Interval[] = [];
  for (const segment of offsetSegments(calendar.timeZone, from, to)) {
    const last = Math.floor((segment.to - 1 + segment.offset) / DAY_MS);
    // The day before may still be open after its midnight.
    for (let day = Math.floor((segment.from + segment.offset) / DAY_MS) - 1; day <= last; day += 1) {
      for (const span of spansOn(calendar, dateText(day))) {
        const start = Math.max(segment.from, day * DAY_MS + span.from * MINUTE_MS - segment.offset);
        const end = Math.min(segment.to, day * DAY_MS + span.to * MINUTE_MS - segment.offset);
        if (start < end) found.push({ from: start, to: end });
      }
    }
  }
  return joined(found);
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && next.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else result.push(next);
  }
  return result;
}

/** Open intervals from an instant on, a week at a time, up to the horizon. */
function* openFrom(calendar: Calendar, from: number): Generator<Interval> {
  for (let day = 0; day < HORIZON_DAYS; day += CHUNK_DAYS) {
    yield* openIntervals(calendar, from + day * DAY_MS, from + (day + CHUNK_DAYS) * DAY_MS);
  }
}

/** Whether it is open at an instant. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return openIntervals(calendar, at.getTime(), at.getTime() + 1).length > 0;
}

/** `at` itself when it is open then, else when it opens next; null when it does not within 400 days. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
  for (const interval of openFrom(calendar, at.getTime())) return new Date(interval.from);
  return null;
}

/** When it closes, from an instant at which it is open; `at` itself when it is closed; null when it never closes. */
export function nextClosing(calendar: Calendar, at: Date): Date | null {
  let end = at.getTime();
  for (const interval of openFrom(calendar, at.getTime())) {
    if (interval.from > end) return new Date(end);
    end = interval.to;
  }
  return end >= at.getTime() + (HORIZON_DAYS - 1) * DAY_MS ? null : new Date(end);
}

/**
 * The instant by which so many open minutes have passed: at closing time rather than at the next opening. Null when there
 * are not as many within 400 days.
 */
export function addOpenMinutes(calendar: Calendar, from: Date, minutes: number): Date | null {
  let left = minutes * MINUTE_MS;
  if (left <= 0) return new Date(from);
  for (const interval of openFrom(calendar, from.getTime())) {
    const length = interval.to - interval.from;
    if (left <= length) return new Date(interval.from + left);
    left -= length;
  }
  return null;
}

/** Open minutes from one instant up to another, parts of minutes too; 0 when the second is not later. */
export function openMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  let open = 0;
  for (let at = from.getTime(); at < to.getTime(); at += CHUNK_DAYS * DAY_MS) {
    const end = Math.min(at + CHUNK_DAYS * DAY_MS, to.getTime());
    for (const interval of openIntervals(calendar, at, end)) open += interval.to - interval.from;
  }
  return open / MINUTE_MS;
}

/**
 * When an answer is due that a team owes within so many minutes ([CV9]): counted in its open time; around the clock
 * without a calendar, and with one that does not open again in a year, so that nothing waits for ever unseen.
 */
export function dueAfter(calendar: Calendar | null, from: Date, minutes: number): Date {
  const due = calendar === null ? null : addOpenMinutes(calendar, from, minutes);
  return due ?? new Date(from.getTime() + minutes * MINUTE_MS);
}
