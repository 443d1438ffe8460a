import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addOpenMinutes,
  type Calendar,
  dueAfter,
  isOpen,
  nextClosing,
  nextOpening,
  openMinutesBetween,
} from '#shared/domain/calendar.ts';
import {
  minuteText,
  OFFICE_HOURS,
  type OpeningSpan,
  openingHoursSchema,
  readMinute,
} from '#shared/domain/opening-hours.ts';

const MINUTE = 60_000;
const HOLIDAYS = new Set(['2026-11-03', '2026-11-23', '2026-01-01']);
const office: Calendar = { ...OFFICE_HOURS, isHoliday: (date) => HOLIDAYS.has(date) };
const tokyo = (text: string): Date => new Date(`${text}+09:00`);

describe('[CV9] office hours in Japan', () => {
  it('is open on a weekday between its hours and closed at the closing minute', () => {
    expect(isOpen(office, tokyo('2026-11-20T09:00'))).toBe(true);
    expect(isOpen(office, tokyo('2026-11-20T17:59:59.999'))).toBe(true);
    expect(isOpen(office, tokyo('2026-11-20T18:00'))).toBe(false);
    expect(isOpen(office, tokyo('2026-11-20T08:59:59.999'))).toBe(false);
  });

  it('carries a clock from Friday evening over the weekend and a holiday to Tuesday', () => {
    // Monday 23 November 2026 is Labour Thanksgiving Day.
    expect(addOpenMinutes(office, tokyo('2026-11-20T17:50'), 15)).toEqual(tokyo('2026-11-24T09:05'));
    expect(nextOpening(office, tokyo('2026-11-20T18:00'))).toEqual(tokyo('2026-11-24T09:00'));
    expect(openMinutesBetween(office, tokyo('2026-11-20T17:00'), tokyo('2026-11-24T10:00'))).toBe(120);
  });

  it('ends at closing time rather than at the next opening', () => {
    expect(addOpenMinutes(office, tokyo('2026-11-20T17:45'), 15)).toEqual(tokyo('2026-11-20T18:00'));
    expect(nextClosing(office, tokyo('2026-11-20T10:00'))).toEqual(tokyo('2026-11-20T18:00'));
  });

  it('takes a holiday as any weekday, or with hours of its own, when told so', () => {
    const at = tokyo('2026-11-23T10:00');
    expect(isOpen(office, at)).toBe(false);
    expect(isOpen({ ...office, holidays: null }, at)).toBe(true);
    expect(isOpen({ ...office, holidays: [{ from: 600, to: 660 }] }, at)).toBe(true);
    expect(isOpen({ ...office, holidays: [{ from: 660, to: 720 }] }, at)).toBe(false);
  });

  it('lets a single day differ from its weekday and from being a holiday', () => {
    const days = [
      { date: '2026-12-29', name: '年末', spans: [] },
      { date: '2026-11-23', name: '特別営業', spans: [{ from: 600, to: 720 }] },
    ];
    const own: Calendar = { ...office, days };
    expect(isOpen(own, tokyo('2026-12-29T10:00'))).toBe(false);
    expect(isOpen(own, tokyo('2026-11-23T10:30'))).toBe(true);
  });

  it('goes on after midnight on the day it began, whatever the next day is', () => {
    const night: Calendar = {
      ...office,
      weekly: [[], [], [], [], [], [{ from: 1080, to: 1560 }], []],
      days: [{ date: '2026-11-21', name: '休み', spans: [] }],
    };
    expect(isOpen(night, tokyo('2026-11-21T01:59'))).toBe(true);
    expect(isOpen(night, tokyo('2026-11-21T02:00'))).toBe(false);
    expect(nextClosing(night, tokyo('2026-11-20T23:00'))).toEqual(tokyo('2026-11-21T02:00'));
  });

  it('never closes when every day is whole, and never opens without hours', () => {
    const always: Calendar = { ...office, weekly: office.weekly.map(() => [{ from: 0, to: 1440 }]), holidays: null };
    expect(nextClosing(always, tokyo('2026-11-20T10:00'))).toBeNull();
    const never: Calendar = { ...office, weekly: office.weekly.map(() => []) };
    expect(nextOpening(never, tokyo('2026-11-20T10:00'))).toBeNull();
    expect(addOpenMinutes(never, tokyo('2026-11-20T10:00'), 1)).toBeNull();
  });

  it('runs around the clock without a calendar, and with one that does not open again', () => {
    const at = tokyo('2026-11-21T10:00');
    const never: Calendar = { ...office, weekly: office.weekly.map(() => []) };
    expect(dueAfter(null, at, 15)).toEqual(tokyo('2026-11-21T10:15'));
    expect(dueAfter(never, at, 15)).toEqual(tokyo('2026-11-21T10:15'));
    expect(dueAfter(office, at, 15)).toEqual(tokyo('2026-11-24T09:15'));
  });
});

const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);
  return clock;
}

/** Another way to the same: what the wall clock shows at each minute, asked of Intl as text. */
function naivelyOpen(calendar: Calendar, at: number): boolean {
  const text = wallClock(calendar.timeZone).format(at);
  const [date = '', time = ''] = text.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const dayBefore = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const within = (day: string, clock: number): boolean => {
    const own = calendar.days.find((one) => one.date === day)?.spans;
    const holiday = calendar.isHoliday(day) ? calendar.holidays : null;
    const spans = own ?? holiday ?? calendar.weekly[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? [];
    return spans.some(({ from, to }) => from <= clock && clock < to);
  };
  return within(date, hour * 60 + minute) || within(dayBefore, hour * 60 + minute + 1440);
}

const span: fc.Arbitrary<OpeningSpan> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([from, length]) => ({ from, to: Math.min(from + length, 2880) }));
const spans = fc.array(span, { maxLength: 2 });

/** Zones and days on which clocks are changed, by an hour and by half of one, or never. */
const around = fc.constantFrom(
  ['Asia/Tokyo', '2026-11-22'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Europe/London', '2026-03-29'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['America/St_Johns', '2026-11-01'],
) as fc.Arbitrary<readonly [string, string]>;

const dateNear = (day: string, offset: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);

const calendars = fc
  .record({
    around,
    weekly: fc.array(spans, { minLength: 7, maxLength: 7 }),
    holidays: fc.option(spans),
    holiday: fc.integer({ min: -2, max: 2 }),
    special: fc.record({ offset: fc.integer({ min: -2, max: 2 }), spans }),
    startMinute: fc.integer({ min: -2000, max: 2000 }),
  })
  .map(({ around: [timeZone, day], weekly, holidays, holiday, special, startMinute }) => {
    const calendar: Calendar = {
      timeZone,
      weekly,
      holidays,
      days: [{ date: dateNear(day, special.offset), name: '', spans: special.spans }],
      isHoliday: (date) => date === dateNear(day, holiday),
    };
    return { calendar, start: Date.parse(`${day}T12:00:00Z`) + startMinute * MINUTE };
  });

describe('[CV9] any calendar, against a walk minute by minute', () => {
  it('opens, closes, counts and adds as the wall clock shows', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 1, max: 900 }), ({ calendar, start }, minutes) => {
        const walk = Array.from({ length: 2 * 1440 }, (_, n) => naivelyOpen(calendar, start + n * MINUTE));
        const at = new Date(start);
        expect(isOpen(calendar, at)).toBe(walk[0]);
        const opens = walk.indexOf(true);
        const next = nextOpening(calendar, at);
        if (opens >= 0) expect(next?.getTime()).toBe(start + opens * MINUTE);
        else if (next !== null) expect(next.getTime()).toBeGreaterThanOrEqual(start + walk.length * MINUTE);
        const count = walk.filter(Boolean).length;
        expect(openMinutesBetween(calendar, at, new Date(start + walk.length * MINUTE))).toBe(count);
        if (minutes > count) return;
        let left = minutes;
        const done = walk.findIndex((open) => open && --left === 0);
        expect(addOpenMinutes(calendar, at, minutes)?.getTime()).toBe(start + (done + 1) * MINUTE);
      }),
      { numRuns: 80 },
    );
  });

  it('agrees with itself: so many minutes added are so many minutes between', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 1, max: 20_000 }), ({ calendar, start }, minutes) => {
        const due = addOpenMinutes(calendar, new Date(start), minutes);
        if (due !== null) expect(openMinutesBetween(calendar, new Date(start), due)).toBeCloseTo(minutes, 6);
      }),
      { numRuns: 100 },
    );
  });
});

describe('hours as people write them', () => {
  it.each([
    ['9:00', 540],
    ['０９：３０', 570],
    ['26:00', 1560],
    ['1800', 1080],
    ['48:00', 2880],
  ])('reads %s', (text, minute) => {
    expect(readMinute(text)).toBe(minute);
  });

  it.each(['', '9', '9:60', '49:00', '48:01', 'nine'])('does not read “%s”', (text) => {
    expect(readMinute(text)).toBeNull();
  });

  it('writes after midnight as Japanese shops do', () => {
    expect(minuteText(1560)).toBe('26:00');
    expect(minuteText(540)).toBe('09:00');
  });

  it('refuses a span that ends before it begins, a zone and a date that are not there', () => {
    const ok = { ...OFFICE_HOURS };
    expect(openingHoursSchema.safeParse(ok).success).toBe(true);
    expect(openingHoursSchema.safeParse({ ...ok, timeZone: 'Asia/Tokio' }).success).toBe(false);
    expect(openingHoursSchema.safeParse({ ...ok, holidays: [{ from: 600, to: 540 }] }).success).toBe(false);
    const days = [{ date: '2026-02-30', name: '', spans: [] }];
    expect(openingHoursSchema.safeParse({ ...ok, days }).success).toBe(false);
  });
});
