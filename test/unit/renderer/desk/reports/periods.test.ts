import { describe, expect, it } from 'vitest';
import { goesOn, grainFor, isPeriod, periodOf } from '#renderer/desk/features/reports/periods.ts';
import { bucketOf, bucketsOf, daysBetween } from '#shared/domain/report-buckets.ts';

describe('periods and buckets', () => {
  it('weeks begin on Monday, months on the first; what is not over ends today', () => {
    expect(periodOf('this_week', '2026-11-22')).toEqual({ from: '2026-11-16', until: '2026-11-22' });
    expect(periodOf('last_week', '2026-11-23')).toEqual({ from: '2026-11-16', until: '2026-11-22' });
    expect(periodOf('this_month', '2026-03-05')).toEqual({ from: '2026-03-01', until: '2026-03-05' });
    expect(periodOf('last_month', '2026-03-31')).toEqual({ from: '2026-02-01', until: '2026-02-28' });
    expect(periodOf('yesterday', '2026-01-01')).toEqual({ from: '2025-12-31', until: '2025-12-31' });
  });

  it('cuts local time into half-hours, days, weeks and months without gaps', () => {
    expect(bucketOf('2026-11-22T09:41', 'half_hour')).toBe('2026-11-22T09:30');
    expect(bucketOf('2026-11-22T00:00', 'week')).toBe('2026-11-16T00:00');
    expect(bucketOf('1969-12-31T23:59', 'month')).toBe('1969-12-01T00:00');
    expect(bucketsOf('2026-11-22', '2026-11-22', 'half_hour')).toHaveLength(48);
    expect(bucketsOf('2026-10-28', '2026-11-03', 'week')).toEqual(['2026-10-26T00:00', '2026-11-02T00:00']);
    expect(bucketsOf('2025-12-30', '2026-02-01', 'month').map((month) => month.slice(0, 7))).toEqual([
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });

  it('go on while today is in them', () => {
    expect(goesOn({ from: '2026-11-16', until: '2026-11-22' }, '2026-11-22')).toBe(true);
    expect(goesOn({ from: '2026-11-16', until: '2026-11-21' }, '2026-11-22')).toBe(false);
  });

  it('takes the finest grain that stays readable, and no period backwards', () => {
    expect(grainFor({ from: '2026-11-01', until: '2026-11-30' }, 'half_hour')).toBe('day');
    expect(grainFor({ from: '2026-11-01', until: '2026-11-07' }, 'half_hour')).toBe('half_hour');
    expect(isPeriod({ from: '2026-11-02', until: '2026-11-01' })).toBe(false);
    expect(isPeriod({ from: '', until: '2026-11-01' })).toBe(false);
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(2);
  });
});
