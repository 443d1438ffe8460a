import { describe, expect, it } from 'vitest';
import {
  dayNumber,
  type FormatContext,
  formatBy,
  formatCount,
  formatDay,
  formatDayTime,
  formatMoney,
  formatShortDate,
  formatTime,
} from '#renderer/i18n/format.ts';

/** 2025-11-17 (Monday) 13:52 in Tokyo. */
const now = new Date('2025-11-17T04:52:00Z');
const ja: FormatContext = { locale: 'ja', timeZone: 'Asia/Tokyo', now };
const en: FormatContext = { locale: 'en', timeZone: 'Asia/Tokyo', now };

describe('times', () => {
  it('are on a clock of 24 hours in the workspace’s time zone', () => {
    expect(formatTime('2025-11-17T04:49:00Z', ja)).toBe('13:49');
    expect(formatTime('2025-11-16T15:05:00Z', en)).toBe('00:05');
    expect(formatTime('2025-11-17T04:49:00Z', { locale: 'en', timeZone: 'America/New_York' })).toBe('23:49');
  });
});

describe('days', () => {
  it.each([
    ['2025-11-17T00:00:00Z', '今日', 'Today'],
    ['2025-11-16T14:59:59Z', '昨日', 'Yesterday'],
    ['2025-11-17T15:00:00Z', '明日', 'Tomorrow'],
    ['2025-11-14T03:00:00Z', '11月14日(金)', 'Fri 14 November'],
    ['2024-11-14T03:00:00Z', '2024年11月14日(木)', '14 November 2024'],
  ])('%s is %s and %s', (at, japanese, english) => {
    expect(formatDay(at, ja)).toBe(japanese);
    expect(formatDay(at, en)).toBe(english);
  });

  it.each([
    ['2025-11-17T00:00:00Z', '11月17日', '17 Nov'],
    ['2024-11-14T03:00:00Z', '2024年11月14日', '14 Nov 2024'],
  ])('%s is %s and %s where there is little room', (at, japanese, english) => {
    expect(formatShortDate(at, ja)).toBe(japanese);
    expect(formatShortDate(at, en)).toBe(english);
  });

  it('change at midnight of the workspace, not of Greenwich', () => {
    expect(dayNumber('2025-11-16T15:00:00Z', 'Asia/Tokyo') - dayNumber('2025-11-16T14:59:59Z', 'Asia/Tokyo')).toBe(1);
  });

  it('stand before the time unless it was today', () => {
    expect(formatDayTime('2025-11-17T04:49:00Z', ja)).toBe('13:49');
    expect(formatDayTime('2025-11-16T04:49:00Z', ja)).toBe('昨日 13:49');
    expect(formatDayTime('2025-11-14T04:49:00Z', en)).toBe('Fri 14 November 13:49');
  });

  it('are limits in due times', () => {
    expect(formatBy('2025-11-17T08:00:00Z', ja)).toBe('17:00まで');
    expect(formatBy('2025-11-18T01:00:00Z', ja)).toBe('明日 10:00まで');
    expect(formatBy('2025-11-17T07:00:00Z', en)).toBe('by 16:00');
    expect(formatBy('2025-11-18T01:00:00Z', en)).toBe('by tomorrow 10:00');
  });
});

describe('money and counts', () => {
  it('have the half-width yen sign and no fractions of a yen', () => {
    expect(formatMoney(48900, 'JPY', 'ja')).toBe('\u00a548,900');
    expect(formatMoney(48900, 'JPY', 'en')).toBe('\u00a548,900');
    expect(formatMoney(-1280, 'JPY', 'ja')).toBe('-\u00a51,280');
    expect(formatMoney(12.5, 'USD', 'en')).toBe('$12.50');
  });

  it('group thousands', () => {
    expect(formatCount(182400, 'ja')).toBe('182,400');
  });
});
