import { describe, expect, it } from 'vitest';
import { isQuietAt, minuteOf } from '#shared/domain/quiet-hours.ts';

const quiet = (from: string, until: string) => (time: string) => isQuietAt(minuteOf(time), { on: true, from, until });

describe('[DK2] quiet hours', () => {
  it('begin with their first minute and end before their last', () => {
    const noon = quiet('12:00', '13:00');
    expect(['11:59', '12:00', '12:59', '13:00'].map(noon)).toEqual([false, true, true, false]);
  });

  it('go over midnight', () => {
    const night = quiet('22:00', '07:00');
    expect(['21:59', '22:00', '00:00', '06:59', '07:00'].map(night)).toEqual([false, true, true, true, false]);
  });

  it('are the whole day when they begin as they end', () => {
    const always = quiet('08:00', '08:00');
    expect(['07:59', '08:00', '23:59'].map(always)).toEqual([true, true, true]);
  });

  it('are none when they are switched off', () => {
    expect(isQuietAt(0, { on: false, from: '00:00', until: '23:59' })).toBe(false);
  });
});
