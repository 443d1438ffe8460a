import { z } from 'zod';

const DAY_MINUTES = 24 * 60;

/**
 * Open from a minute after midnight up to another, which is not in it. A span belongs to the day it begins on and may go on
 * after its midnight: 18:00 to 26:00 is `{ from: 1080, to: 1560 }`.
 */
export const openingSpanSchema = z
  .object({
    from: z
      .int()
      .min(0)
      .max(DAY_MINUTES - 1),
    to: z
      .int()
      .min(1)
      .max(2 * DAY_MINUTES),
  })
  .refine(({ from, to }) => to > from && to - from <= DAY_MINUTES, 'a span ends after it begins, within a day');
export type OpeningSpan = z.infer<typeof openingSpanSchema>;
export const openingSpansSchema = z.array(openingSpanSchema).max(6);

/** `2026-12-29`, a day that exists. */
export const localDateSchema = z.iso.date();

/** One day that differs from its weekday and from being a holiday: no spans is closed. */
export const specialDaySchema = z.object({
  date: localDateSchema,
  name: z.string().trim().max(100),
  spans: openingSpansSchema,
});
export type SpecialDay = z.infer<typeof specialDaySchema>;

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** When a team or brand is there ([CV9]). */
export const openingHoursSchema = z.object({
  timeZone: z.string().max(100).refine(isTimeZone, 'no such time zone'),
  /** By weekday, Sunday first. */
  weekly: z.array(openingSpansSchema).length(7),
  /** Public holidays of Japan: null is as any weekday, an empty list is closed. */
  holidays: openingSpansSchema.nullable(),
  days: z.array(specialDaySchema).max(1000),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** Monday to Friday, nine to six, closed on public holidays: what a new calendar begins with. */
export const OFFICE_HOURS: OpeningHours = {
  timeZone: 'Asia/Tokyo',
  weekly: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 || day === 6 ? [] : [{ from: 540, to: 1080 }])),
  holidays: [],
  days: [],
};

/** A minute after midnight as the clock shows it, past midnight as Japanese shops write it: `09:00`, `26:00`. */
export function minuteText(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Reads `9:00`, `09:00`, `26:00`, `900`; null for anything else. Full-width digits too. */
export function readMinute(text: string): number | null {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(text.normalize('NFKC').trim());
  if (match === null) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return minutes > 59 || hours > 48 || hours * 60 + minutes > 2 * DAY_MINUTES ? null : hours * 60 + minutes;
}

/** Whether two spans of one day share a minute. */
export function overlaps(spans: readonly OpeningSpan[]): boolean {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  return sorted.some((span, index) => index > 0 && span.from < (sorted[index - 1]?.to ?? 0));
}
