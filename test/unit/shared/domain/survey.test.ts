import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askingTime,
  DEFAULT_SURVEY,
  isQuiet,
  minuteOfDayIn,
  scoreReply,
  surveyFieldsSchema,
  surveyFigures,
} from '#shared/domain/survey.ts';

describe('a bare number', () => {
  it.each([
    ['5', 5],
    [' ５ ', 5],
    ['④', 4],
    ['3点', 3],
    ['3点です', 3],
    ['1.', 1],
    ['2。', 2],
  ])('is an answer: %s', (text, score) => {
    expect(scoreReply(text)).toBe(score);
  });

  it.each(['', '0', '6', '55', '5つ', '5 please', '5/5', '5個注文', '五', '-1', '1-5', 'ありがとう5', '5\n4'])(
    '[CV10] is no answer when it may be anything else: %s',
    (text) => {
      expect(scoreReply(text)).toBeNull();
    },
  );
});

describe('when a customer is asked', () => {
  const tokyo = minuteOfDayIn('Asia/Tokyo');
  const when = fc.record({
    delayMinutes: fc.integer({ min: 0, max: 10_080 }),
    quietFrom: fc.integer({ min: 0, max: 1439 }),
    quietUntil: fc.integer({ min: 0, max: 1439 }),
  });
  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms));

  it('it is never before the time set, never in the quiet hours, and at most a day later', () => {
    fc.assert(
      fc.property(instant, when, (resolvedAt, settings) => {
        const at = askingTime(resolvedAt, settings, tokyo, false);
        const earliest = resolvedAt.getTime() + settings.delayMinutes * 60_000;
        // Minutes are whole: it may begin in the minute in which the quiet hours end.
        expect(at.getTime()).toBeGreaterThan(earliest - 60_000);
        expect(at.getTime() - earliest).toBeLessThanOrEqual(24 * 3_600_000);
        expect(isQuiet(tokyo(at), settings.quietFrom, settings.quietUntil)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('who is there is asked at once, at night too', () => {
    const night = new Date('2026-04-01T15:00:00Z');
    expect(askingTime(night, DEFAULT_SURVEY, tokyo, true)).toEqual(night);
    expect(askingTime(night, DEFAULT_SURVEY, tokyo, false)).toEqual(new Date('2026-04-02T00:00:00Z'));
  });
});

describe('figures', () => {
  it('say nothing where nothing was asked or answered', () => {
    expect(surveyFigures(0, [0, 0, 0, 0, 0], 0)).toMatchObject({ rate: null, average: null });
    expect(surveyFigures(4, [0, 0, 0, 0, 0], 0)).toMatchObject({ rate: 0, average: null });
    expect(surveyFigures(4, [1, 0, 0, 0, 1], 1)).toMatchObject({ rate: 0.5, average: 3, answered: 2 });
  });
});

it('a workspace begins with nobody being asked, by settings that are valid', () => {
  expect(surveyFieldsSchema.parse(DEFAULT_SURVEY)).toEqual(DEFAULT_SURVEY);
  expect(DEFAULT_SURVEY.enabled).toBe(false);
});
