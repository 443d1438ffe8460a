import type { OpeningHours, OpeningSpan, SpecialDay } from '#shared/domain/opening-hours.ts';

export type HolidayName = { readonly date: string; readonly nameJa: string; readonly nameEn: string };

/** What a day of the year is, most telling first. */
export type DaySign = 'closure' | 'special' | 'holiday' | 'off' | 'open';

export type YearDay = {
  readonly date: string;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly sign: DaySign;
  readonly holiday?: HolidayName;
  readonly special?: SpecialDay;
  readonly spans: readonly OpeningSpan[];
};

/** The days of a year by month, as the calendar has them. */
export function yearDays(hours: OpeningHours, year: number, holidays: readonly HolidayName[]): YearDay[][] {
  const named = new Map(holidays.map((holiday) => [holiday.date, holiday]));
  const own = new Map(hours.days.map((day) => [day.date, day]));
  return Array.from({ length: 12 }, (_, month) => {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Array.from({ length }, (__, index) => {
      const at = new Date(Date.UTC(year, month, index + 1));
      const date = at.toISOString().slice(0, 10);
      const holiday = named.get(date);
      const special = own.get(date);
      const weekday = at.getUTCDay();
      const usual = hours.weekly[weekday] ?? [];
      const spans = special?.spans ?? (holiday === undefined ? usual : (hours.holidays ?? usual));
      return {
        date,
        day: index + 1,
        weekday,
        spans,
        sign: signOf(special, holiday !== undefined, spans),
        ...(holiday === undefined ? {} : { holiday }),
        ...(special === undefined ? {} : { special }),
      };
    });
  });
}

function signOf(special: SpecialDay | undefined, isHoliday: boolean, spans: readonly OpeningSpan[]): DaySign {
  if (special !== undefined) return special.spans.length === 0 ? 'closure' : 'special';
  if (isHoliday) return 'holiday';
  return spans.length === 0 ? 'off' : 'open';
}
