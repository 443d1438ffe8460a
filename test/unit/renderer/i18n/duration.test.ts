import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatDuration,
  formatExactDuration,
  formatRemaining,
  formatStopwatch,
  urgencyOf,
} from '#renderer/i18n/duration.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const now = new Date('2025-11-17T04:52:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('durations', () => {
  it.each([
    [37 * SECOND, '37秒', '37 s'],
    [14 * MINUTE + 59 * SECOND, '14分', '14 min'],
    [100 * MINUTE, '1時間40分', '1 h 40'],
    [3 * HOUR, '3時間', '3 h'],
    [64 * MINUTE, '1時間4分', '1 h 04'],
    [51 * HOUR, '2日3時間', '2 d 3 h'],
    [48 * HOUR, '2日', '2 d'],
    [-5, '0秒', '0 s'],
  ])('%d ms is %s and %s', (ms, japanese, english) => {
    expect(formatDuration(ms, 'ja')).toBe(japanese);
    expect(formatDuration(ms, 'en')).toBe(english);
  });

  it('are given to the second when they are over', () => {
    expect(formatExactDuration(6 * MINUTE + 12 * SECOND, 'ja')).toBe('6分12秒');
    expect(formatExactDuration(6 * MINUTE + 12 * SECOND, 'en')).toBe('6 min 12 s');
    expect(formatExactDuration(2 * HOUR + 5 * SECOND, 'en')).toBe('2 h');
  });

  it('run as m:ss under an hour and never above', () => {
    expect(formatStopwatch(4 * MINUTE + 8 * SECOND, 'ja')).toBe('4:08');
    expect(formatStopwatch(64 * MINUTE, 'ja')).toBe('1時間4分');
    expect(formatStopwatch(64 * MINUTE, 'en')).toBe('1 h 04');
  });
});

describe('due times', () => {
  it.each([
    [14 * MINUTE, '残り14分', '14 min left', 'calm'],
    [6 * MINUTE, '残り6分', '6 min left', 'soon'],
    [-14 * MINUTE, '14分超過', '14 min over', 'over'],
    [100 * MINUTE, '残り1時間40分', '1 h 40 left', 'calm'],
    [0, '残り0秒', '0 s left', 'soon'],
  ] as const)('%d ms away says %s, %s and is %s', (ms, japanese, english, urgency) => {
    expect(formatRemaining(later(ms), now, 'ja')).toBe(japanese);
    expect(formatRemaining(later(ms).toISOString(), now, 'en')).toBe(english);
    expect(urgencyOf(later(ms), now)).toBe(urgency);
  });
});

describe('past times', () => {
  it.each([
    [-20 * SECOND, '今', 'now'],
    [-MINUTE, '1分前', '1 min'],
    [-100 * MINUTE, '1時間前', '1 h'],
    [-49 * HOUR, '2日前', '2 d'],
    [5 * SECOND, '今', 'now'],
  ])('%d ms away is %s and %s', (ms, japanese, english) => {
    expect(formatAgo(later(ms), now, 'ja')).toBe(japanese);
    expect(formatAgo(later(ms), now, 'en')).toBe(english);
  });
});
