import { describe, expect, it } from 'vitest';
import { channelFacts } from '#shared/domain/channels.ts';
import { type Effort, type EffortKind, effortsOf } from '#shared/domain/journey/effort.ts';
import { journeyOf } from '#shared/domain/journey/journey.ts';
import { DEFAULT_JOURNEY_RULES, type EffortRules } from '#shared/domain/journey/rules.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';
import { wordsOf } from '#shared/domain/journey/words-shared.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { DAY, HOUR, makeTouch, randomTouches, T0 } from '#test/support/factories/touches.ts';

const RULES = DEFAULT_JOURNEY_RULES.effort;
const MINUTE = 60_000;
const NOW = T0 + 60 * DAY;
const kinds = (touches: readonly Touch[], now = NOW): EffortKind[] =>
  effortsOf(touches, RULES, now).map(({ kind }) => kind);

describe('effort', () => {
  it('is a contact within seven days of a resolved matter, once', () => {
    const resolved = makeTouch({ kind: 'resolved', conversationId: 'a' });
    const again = makeTouch({
      at: T0 + 6 * DAY,
      kind: 'call',
      state: 'answered',
      channel: 'phone',
      conversationId: 'b',
    });
    const oncemore = makeTouch({ at: T0 + 6 * DAY + HOUR, kind: 'visit', channel: 'phone' });
    expect(kinds([resolved, again, oncemore])).toEqual(['came_back']);
    expect(kinds([resolved, { ...again, at: T0 + 8 * DAY }])).toEqual([]);
    // Looking at a page is no contact.
    expect(kinds([resolved, makeTouch({ at: T0 + DAY, kind: 'browse', channel: 'shop' })])).toEqual([]);
  });

  it('is a contact on another channel soon after one', () => {
    const chat = makeTouch();
    const answer = makeTouch({ at: T0 + MINUTE, direction: 'out' });
    const call = makeTouch({ at: T0 + HOUR, kind: 'call', channel: 'phone', state: 'answered' });
    expect(kinds([chat, answer, call])).toEqual(['switched']);
    expect(kinds([chat, answer, { ...call, at: T0 + 73 * HOUR }])).toEqual([]);
  });

  it('is waiting for longer than the channel’s limit, also until now; and a call that nobody took', () => {
    const chat = makeTouch({ conversationId: 'a' });
    const answer = (minutes: number) => makeTouch({ at: T0 + minutes * MINUTE, direction: 'out', conversationId: 'a' });
    expect(effortsOf([chat, answer(6)], RULES, NOW)).toMatchObject([{ kind: 'waited', amount: 6, touch: chat }]);
    expect(kinds([chat, answer(5)])).toEqual([]);
    const mail = { ...chat, channel: 'email' } as const;
    expect(kinds([mail, answer(600)])).toEqual([]);
    expect(kinds([mail], T0 + DAY)).toEqual([]);
    expect(kinds([mail], T0 + DAY + 1)).toEqual(['waited']);
    expect(kinds([makeTouch({ kind: 'call', channel: 'phone', state: 'missed' })])).toEqual(['waited']);
  });

  it('is saying it again elsewhere; thanks are no repetition', () => {
    const text = '水タンクにひびが入っていて水が漏れます';
    const first = makeTouch({ text, conversationId: 'a', channel: 'email' });
    const answered = makeTouch({ direction: 'out', conversationId: 'a', channel: 'email', at: T0 + MINUTE });
    const again = makeTouch({ text: `先日の件です。${text}`, conversationId: 'b', channel: 'email', at: T0 + DAY });
    expect(effortsOf([first, answered, again], RULES, T0 + DAY)).toMatchObject([
      { kind: 'repeated', touch: again, since: first, amount: expect.any(Number) },
    ]);
    expect(kinds([first, answered, { ...again, conversationId: 'a' }], T0 + DAY)).toEqual([]);
    expect(kinds([first, answered, { ...again, at: T0 + 15 * DAY }], T0 + 15 * DAY)).toEqual([]);
    const thanks = (n: number) =>
      makeTouch({ text: 'ありがとう', conversationId: `t${n}`, channel: 'email', at: T0 + n });
    expect(kinds([thanks(1), thanks(2)], T0 + 3)).toEqual([]);
  });
});

const talks = ({ kind }: Touch): boolean => kind === 'message' || kind === 'call';
const isThanks = ({ kind, text }: Touch): boolean => kind === 'message' && text === 'ありがとうございます';
const isContact = (touch: Touch): boolean =>
  touch.kind === 'visit' || (talks(touch) && touch.direction === 'in' && !isThanks(touch));
const isAnswer = ({ kind, direction, state }: Touch): boolean =>
  kind === 'message' ? direction === 'out' : kind === 'call' && state === 'answered';

/** What each sentence of the rules says, word for word, over all pairs. */
function slowEfforts(touches: readonly Touch[], rules: EffortRules, now: number): string[] {
  const found: string[] = [];
  const say = (kind: EffortKind, touch: Touch): unknown => found.push(`${kind} ${touch.seq}`);
  const matter = (touch: Touch): string => touch.conversationId ?? touch.customerId;
  const ends = (touch: Touch): boolean => isAnswer(touch) || touch.kind === 'resolved';
  touches.forEach((touch, i) => {
    const before = touches.slice(0, i);
    const after = touches.slice(i + 1);
    if (touch.kind === 'resolved') {
      const n = after.findIndex((one) => isContact(one) || one.kind === 'resolved');
      const next = after[n];
      if (next !== undefined && isContact(next) && next.at - touch.at <= rules.cameBackDays * DAY)
        say('came_back', next);
    }
    const contacts = before.filter(isContact);
    const last = contacts[contacts.length - 1];
    if (isContact(touch) && last !== undefined && last.channel !== touch.channel)
      if (touch.at - last.at <= rules.switchedHours * HOUR) say('switched', touch);
    if (touch.kind === 'call' && touch.direction === 'in' && touch.state !== 'answered') say('waited', touch);
    if (touch.kind !== 'message' || touch.direction !== 'in') return;
    const same = before.filter((one) => matter(one) === matter(touch));
    const lastEnd = same.map(ends).lastIndexOf(true);
    const waitsAlready = same.slice(lastEnd + 1).some((one) => one.kind === 'message' && isContact(one));
    if (!waitsAlready && isContact(touch)) {
      const end = after.find((one) => matter(one) === matter(touch) && ends(one));
      const live = channelFacts(touch.channel).live;
      const limit = (live ? rules.waitedLiveMinutes : rules.waitedMinutes) * MINUTE;
      if ((end?.at ?? now) - touch.at > limit) say('waited', touch);
    }
    const words = wordsOf(touch.text ?? '');
    if (words === null) return;
    const said = before
      .filter((one) => one.kind === 'message' && one.direction === 'in' && wordsOf(one.text ?? '') !== null)
      .slice(-20)
      .filter((one) => one.channel !== touch.channel || one.conversationId !== touch.conversationId)
      .filter((one) => touch.at - one.at <= rules.repeatedDays * DAY)
      .some((one) => {
        const earlier = wordsOf(one.text ?? '') ?? new Set();
        const both = [...words].filter((word) => earlier.has(word)).length;
        return Math.round((both / words.size) * 100) >= rules.repeatedShare;
      });
    if (said) say('repeated', touch);
  });
  return found.sort();
}

describe('a thank-you after the resolving ([CV10])', () => {
  it('is no contact: nobody came back, nobody waits, and the matter stays resolved', () => {
    const message = makeTouch({ channel: 'email', conversationId: 'a', text: '届きません' });
    const answer = makeTouch({ channel: 'email', conversationId: 'a', direction: 'out', at: T0 + HOUR });
    const resolved = makeTouch({ channel: 'email', conversationId: 'a', kind: 'resolved', at: T0 + HOUR + 1 });
    const next = { channel: 'email', conversationId: 'a', text: 'ありがとうございました', at: T0 + DAY } as const;
    const way = [message, answer, resolved, makeTouch({ ...next, state: 'thanks' })];
    const told = journeyOf(way, DEFAULT_JOURNEY_RULES, NOW);
    expect(told.efforts).toEqual([]);
    expect(told.stops.map(({ contact, ending }) => [contact, ending])).toEqual([
      [true, null],
      [false, 'resolved'],
    ]);
    // The same with words that want something.
    const more = journeyOf([message, answer, resolved, makeTouch(next)], DEFAULT_JOURNEY_RULES, NOW);
    expect(more.efforts.map(({ kind }) => kind)).toEqual(['came_back', 'waited']);
    expect(more.stops.at(-1)?.ending).toBe('broke_off');
  });
});

describe('effort on 2,000 made-up ways', () => {
  it('is what the sentences say over all pairs of touches', () => {
    const random = seededRandom(5);
    const seen = new Set<EffortKind>();
    for (let n = 0; n < 2000; n++) {
      const touches = randomTouches(random, random.int(0, 30), random.pick([2, 10, 40]));
      const now = T0 + random.int(0, 50) * DAY;
      const found: Effort[] = effortsOf(touches, RULES, now);
      for (const { kind } of found) seen.add(kind);
      expect(found.map(({ kind, touch }) => `${kind} ${touch.seq}`).sort(), `history ${n}`).toEqual(
        slowEfforts(touches, RULES, now),
      );
    }
    expect([...seen].sort()).toEqual(['came_back', 'repeated', 'switched', 'waited']);
  });
});
