import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJapaneseHoliday } from '#server/domains/calendar/holidays.ts';
import { OFFICE_HOURS } from '#shared/domain/opening-hours.ts';
import type { PromiseClock } from '#shared/domain/promise/clock.ts';
import { findPromises } from '#shared/domain/promise/find-promises.ts';
import { cpuMsOf } from '#test/support/cpu-time.ts';
import { ENGLISH } from './english-sentences.ts';
import { JAPANESE } from './japanese-sentences.ts';

const TIME_ZONE = 'Asia/Tokyo';
const office = { ...OFFICE_HOURS, isHoliday: isJapaneseHoliday };
const at = (text: string, over: Partial<PromiseClock> = {}): PromiseClock => ({
  now: new Date(text),
  timeZone: TIME_ZONE,
  calendar: office,
  ...over,
});
/** Wednesday, ten in Tokyo; Monday the 23rd is a holiday. */
const WEDNESDAY = at('2026-11-18T01:00:00Z');
const local = (instant: Date, timeZone = TIME_ZONE): string => {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
};
const dueIn = (text: string, clock = WEDNESDAY) => {
  const [first] = findPromises(text, clock);
  return first === undefined ? null : local(first.dueAt, clock.timeZone);
};

describe('promises in what an agent wrote', () => {
  it('are looked for in at least 150 sentences', () => {
    expect(JAPANESE.length + ENGLISH.length).toBeGreaterThanOrEqual(150);
  });
  it.each(JAPANESE)('%s → %s', (text, due) => expect(dueIn(text)).toBe(due));
  it.each(ENGLISH)('%s → %s', (text, due) => expect(dueIn(text)).toBe(due));

  it('are each told once, in the order of the text, three at most', () => {
    const text =
      'お待たせしております。\n17時までにお電話いたします。\n17:00にお電話します。明日中に発送いたします。\n来週中にご返金いたします。年内にご連絡いたします。';
    const found = findPromises(text, WEDNESDAY);
    expect(found.map(({ text: words, dueAt, kind }) => [words, local(dueAt), kind])).toEqual([
      ['17時までにお電話いたします。', '11-18 17:00', 'call'],
      ['明日中に発送いたします。', '11-19 18:00', 'goods'],
      ['来週中にご返金いたします。', '11-27 18:00', 'goods'],
    ]);
  });

  it('are not found in what a mail quotes', () => {
    expect(findPromises('ありがとうございます。\n> 17時までにお電話いたします。', WEDNESDAY)).toEqual([]);
  });
});

describe('[CV9] times are read by the clock of the team', () => {
  it('five is the next one at which somebody is there', () => {
    expect(dueIn('5時までにお電話します。', at('2026-11-18T09:30:00Z'))).toBe('11-19 17:00');
    expect(dueIn("I'll call you at 5.", at('2026-11-20T09:30:00Z'))).toBe('11-24 17:00');
  });

  it('a time that is over today is the next working day’s', () => {
    expect(dueIn('17時までにお電話します。', at('2026-11-20T08:30:00Z'))).toBe('11-24 17:00');
    expect(dueIn('本日中にご連絡いたします。', at('2026-11-18T10:00:00Z'))).toBe('11-18 23:59');
  });

  it('business days leave out weekends and holidays, also without a calendar', () => {
    expect(dueIn('1営業日以内にご連絡します。', at('2026-11-20T01:00:00Z'))).toBe('11-24 18:00');
    expect(dueIn('1営業日以内にご連絡します。', at('2026-11-20T01:00:00Z', { calendar: null }))).toBe('11-23 18:00');
  });

  it('a night shop closes when it closes', () => {
    const late = { ...office, weekly: office.weekly.map(() => [{ from: 18 * 60, to: 26 * 60 }]), holidays: null };
    expect(dueIn('本日中にご連絡いたします。', at('2026-11-18T10:00:00Z', { calendar: late }))).toBe('11-19 02:00');
    expect(dueIn('8時にお電話します。', at('2026-11-18T10:00:00Z', { calendar: late }))).toBe('11-18 20:00');
  });

  it('another zone has its own days and clock changes', () => {
    const london = { ...office, timeZone: 'Europe/London', isHoliday: () => false };
    const clock = at('2026-10-24T12:00:00Z', { timeZone: 'Europe/London', calendar: london });
    expect(findPromises('We will call you at 9am on Monday.', clock)[0]?.dueAt.toISOString()).toBe(
      '2026-10-26T09:00:00.000Z',
    );
  });
});

describe('whatever is written', () => {
  const bits = [...JAPANESE, ...ENGLISH].flatMap(([text]) => text.split(/(?<=[、 ])/));
  const words = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'grapheme', maxLength: 8 })), {
    maxLength: 12,
  });
  const now = fc.date({ min: new Date('2020-01-01'), max: new Date('2049-01-01'), noInvalidDate: true });
  const calendar = fc.constantFrom(office, null, { ...office, weekly: office.weekly.map(() => []) });

  it('nothing breaks, nothing is due that is over, and the same is found again', () => {
    fc.assert(
      fc.property(
        words,
        now,
        calendar,
        fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Pacific/Apia'),
        (parts, instant, hours, timeZone) => {
          const text = parts.join('');
          const clock = { now: instant, timeZone, calendar: hours };
          const found = findPromises(text, clock);
          expect(found.length).toBeLessThanOrEqual(3);
          for (const one of found) {
            expect(one.dueAt.getTime()).toBeGreaterThan(instant.getTime());
            expect(one.text.length).toBeLessThanOrEqual(400);
          }
          expect(findPromises(text, clock)).toEqual(found);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('a long text takes no long time', () => {
    const text = '17時までに確認し、11月25日までに'.repeat(2000);
    const spent = cpuMsOf(() => {
      findPromises(text, WEDNESDAY);
      findPromises('We will call by '.repeat(1500), WEDNESDAY);
      findPromises(`We will ${'a '.repeat(9000)}by 5pm.`, WEDNESDAY);
    });
    expect(spent).toBeLessThan(2000);
  });
});
