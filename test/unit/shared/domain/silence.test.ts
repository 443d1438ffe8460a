import { describe, expect, it } from 'vitest';
import { isJapaneseHoliday } from '#server/domains/calendar/holidays.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import { type Span, silenceAt } from '#shared/domain/silence.ts';

const t = (text: string): Date => new Date(`${text}+09:00`);
const NINE_TO_SIX = [{ from: 9 * 60, to: 18 * 60 }];
const shop: Calendar = {
  timeZone: 'Asia/Tokyo',
  weekly: [[], NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, NINE_TO_SIX, []],
  holidays: [],
  days: [],
  isHoliday: isJapaneseHoliday,
};
const silence = (
  since: string,
  minutes: number,
  at: string,
  over: { pauses?: Span[]; calendar?: Calendar | null } = {},
) => silenceAt({ since: t(since), minutes, pauses: over.pauses ?? [], calendar: over.calendar ?? null }, t(at));

describe('[CV5] the clock of an owner’s silence', () => {
  it('runs out after the limit, to the millisecond', () => {
    expect(silence('2026-04-01T10:00:00', 15, '2026-04-01T10:14:59.999')).toMatchObject({ over: false, leftMs: 1 });
    expect(silence('2026-04-01T10:00:00', 15, '2026-04-01T10:15:00')).toMatchObject({ over: true, leftMs: 0 });
  });

  it('stands still while a call of it or a handoff goes on, however they overlap', () => {
    const pauses = [
      { from: t('2026-04-01T10:05:00'), to: t('2026-04-01T10:20:00') },
      { from: t('2026-04-01T10:10:00'), to: t('2026-04-01T10:30:00') },
    ];
    expect(silence('2026-04-01T10:00:00', 15, '2026-04-01T10:39:59', { pauses }).over).toBe(false);
    expect(silence('2026-04-01T10:00:00', 15, '2026-04-01T10:40:00', { pauses }).over).toBe(true);
    const going = [{ from: t('2026-04-01T10:20:00'), to: null }];
    const still = silence('2026-04-01T10:00:00', 15, '2026-04-01T12:00:00', { pauses: going });
    expect(still).toMatchObject({ over: false, running: false });
  });

  it('[CV9] runs in open hours only: not over night, not on a weekend, not on a holiday', () => {
    const over = { calendar: shop };
    // Tuesday 28 April 2026; Wednesday the 29th is 昭和の日.
    expect(silence('2026-04-28T17:50:00', 30, '2026-04-29T12:00:00', over)).toMatchObject({
      over: false,
      running: false,
    });
    expect(silence('2026-04-28T17:50:00', 30, '2026-04-30T09:19:59', over).over).toBe(false);
    expect(silence('2026-04-28T17:50:00', 30, '2026-04-30T09:20:00', over).over).toBe(true);
    // A Friday's ten minutes and Monday's twenty.
    expect(silence('2026-04-03T17:50:00', 30, '2026-04-05T12:00:00', over).over).toBe(false);
    expect(silence('2026-04-03T17:50:00', 30, '2026-04-06T09:20:00', over).over).toBe(true);
  });
});
