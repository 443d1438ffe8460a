import { describe, expect, it } from 'vitest';
import { openMinutesBetween } from '#shared/domain/calendar.ts';
import type { RuleTest } from '#shared/domain/escalation.ts';
import { firingOf, isNewContact, type LastSpoke, type RuleFacts } from '#shared/domain/escalation-rules.ts';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import {
  fragments,
  keptByMinutes,
  lateByMinutes,
  OFFICE,
  plantedIn,
  repeatsByHand,
  WORDS,
  wordsOf,
} from '#test/support/rule-histories.ts';

/** Of each of the six kinds; more than ten thousand in all. */
const HISTORIES = 1700;
const MINUTE = 60_000;
const START = Date.parse('2026-04-01T00:00:00Z');

/** A rule as the hub keeps it: each cause is acted on once, however often it is looked at. */
function ruleOf(test: RuleTest) {
  const fired: string[] = [];
  const causes = new Set<string>();
  return {
    fired,
    look(facts: RuleFacts): string | null {
      const cause = firingOf(test, facts)?.cause ?? null;
      if (cause === null || causes.has(cause)) return null;
      causes.add(cause);
      fired.push(cause);
      return cause;
    },
  };
}

/** Runs one history of each seed; gives how many of them should have fired, so that a test cannot pass by silence. */
function each(kind: string, run: (random: SeededRandom, seed: string) => number): number {
  let shouldFire = 0;
  for (let n = 0; n < HISTORIES; n++) {
    const random = seededRandom(n * 7919 + kind.length);
    shouldFire += Number(run(random, `${kind} ${n}`) > 0);
  }
  expect(shouldFire).toBeGreaterThan(HISTORIES / 10);
  expect(shouldFire).toBeLessThan(HISTORIES);
  return shouldFire;
}

describe(`[ES1] each rule fires exactly once where it should, and never where it should not, over ${HISTORIES * 6} histories`, () => {
  it('repeated contact: the n-th in t days on one matter, then counted anew', () => {
    each('repeat_contact', (random, seed) => {
      const test = { kind: 'repeat_contact', times: random.int(2, 5), days: random.int(1, 10) } as const;
      const words = wordsOf(random, START);
      const rule = ruleOf(test);
      const contacts: { id: string; at: number }[] = [];
      let last: LastSpoke = null;
      let firedAt: number | null = null;
      for (const [n, said] of words.entries()) {
        const isContact = isNewContact(last, said);
        last = { at: said.at, on: said.on };
        if (!isContact) continue;
        const id = `word ${n}`;
        const earlier = random.shuffle(contacts.map((contact) => contact.at));
        // Two hubs look at the same.
        for (let looks = 0; looks < 2; looks++) {
          const cause = rule.look({ kind: 'repeat_contact', contactId: id, at: said.at, earlier, firedAt });
          if (cause !== null) firedAt = said.at;
        }
        contacts.push({ id, at: said.at });
      }
      const expected = repeatsByHand(words, test).map((n) => `word ${n}`);
      expect(rule.fired, seed).toEqual(expected);
      return expected.length;
    });
  });

  it('target missed: once of each target that was not answered so many open minutes later', () => {
    each('target_missed', (random, seed) => {
      const test = { kind: 'target_missed', minutes: random.int(0, 90) } as const;
      const rule = ruleOf(test);
      const expected: string[] = [];
      let at = START + random.int(0, 6 * 24 * 60) * MINUTE;
      for (let n = random.int(1, 4); n > 0; n--) {
        const dueAt = at + random.int(5, 200) * MINUTE;
        const answeredAt = dueAt + random.int(-60, random.pick([60, 24 * 60])) * MINUTE;
        const looks = [answeredAt, ...Array.from({ length: 6 }, () => at + random.int(0, 1500) * MINUTE)].sort(
          (a, b) => a - b,
        );
        for (const look of looks.filter((one) => one <= answeredAt && one >= dueAt)) {
          const lateMinutes = openMinutesBetween(OFFICE, new Date(dueAt), new Date(look));
          rule.look({ kind: 'target_missed', conversationId: 'c', dueAt, lateMinutes });
        }
        if (answeredAt >= dueAt && lateByMinutes(dueAt, answeredAt) >= test.minutes) {
          expected.push(`c ${new Date(dueAt).toISOString()}`);
        }
        at = Math.max(answeredAt, dueAt) + random.int(1, 300) * MINUTE;
      }
      expect(rule.fired, seed).toEqual(expected);
      return expected.length;
    });
  });

  it('words: once of a conversation, whatever widths, cases and kana, and no Latin word within another', () => {
    each('words', (random, seed) => {
      const rule = ruleOf({ kind: 'words', words: WORDS });
      const expected: string[] = [];
      for (const conversationId of ['one', 'two']) {
        let isPlanted = false;
        for (let n = random.int(1, 6); n > 0; n--) {
          const planted = random.next() < 0.12 ? random.pick([...WORDS.ja, ...WORDS.en]) : null;
          if (planted !== null && !isPlanted) expected.push(conversationId);
          isPlanted ||= planted !== null;
          rule.look({ kind: 'words', conversationId, text: plantedIn(random, fragments(random), planted) });
        }
      }
      expect(rule.fired, seed).toEqual(expected);
      return expected.length;
    });
  });

  it('amount: once of each sum on an order above both the agent’s limit and the rule’s', () => {
    each('amount', (random, seed) => {
      const above = random.pick([0, 0, 20_000, 50_000]);
      const rule = ruleOf({ kind: 'amount', currency: 'JPY', above });
      const expected = new Set<string>();
      for (let n = random.int(1, 8); n > 0; n--) {
        const limit = random.pick([null, 10_000, 30_000]);
        const currency = random.next() < 0.3 ? 'USD' : 'JPY';
        const amount = random.int(1, 16) * 5000;
        const orderId = random.pick(['#1', '#2']);
        const facts = { kind: 'amount', orderId, orderNumber: orderId, limit, reason: '破損' } as const;
        rule.look({ ...facts, amount: { amount, currency } });
        const isAbove = amount > above && (limit === null || amount > limit);
        if (currency === 'JPY' && isAbove) expected.add(`${orderId} ${amount}`);
      }
      expect(rule.fired, seed).toEqual([...expected]);
      return expected.size;
    });
  });

  it('ping-pong: once of a conversation that came back so often, however often it does after', () => {
    each('ping_pong', (random, seed) => {
      const test = { kind: 'ping_pong', times: random.int(1, 5) } as const;
      const rule = ruleOf(test);
      const returned = new Map<string, number>();
      for (let n = random.int(0, 12); n > 0; n--) {
        const conversationId = random.pick(['one', 'two']);
        const bounces = (returned.get(conversationId) ?? 0) + 1;
        returned.set(conversationId, bounces);
        rule.look({ kind: 'ping_pong', conversationId, bounces });
        rule.look({ kind: 'ping_pong', conversationId, bounces });
      }
      const expected = [...returned].filter(([, times]) => times >= test.times).map(([id]) => id);
      expect([...rule.fired].sort(), seed).toEqual(expected.sort());
      return expected.length;
    });
  });

  it('commitment broken: once of each time it was promised for and not kept', () => {
    each('commitment_broken', (random, seed) => {
      const rule = ruleOf({ kind: 'commitment_broken' });
      const promises = Array.from({ length: random.int(1, 3) }, (_, n) => {
        const dues = Array.from(
          { length: random.int(1, 3) },
          (_unused, k) => START + (k + 1) * random.int(20, 60) * MINUTE,
        );
        return { id: `p${n}`, dues: dues.sort((a, b) => a - b), keptAt: START + random.int(1, 240) * MINUTE };
      });
      const expected: string[] = [];
      for (const promise of promises) {
        const moments = keptByMinutes(promise);
        for (const dueAt of moments.broken) {
          expected.push(`${promise.id} ${new Date(dueAt).toISOString()}`);
          // Every beat of every hub that finds it, and its being moved and broken again.
          for (let looks = random.int(1, 3); looks > 0; looks--) {
            rule.look({ kind: 'commitment_broken', commitmentId: promise.id, dueAt, text: 'お電話します' });
          }
        }
      }
      expect(rule.fired, seed).toEqual(expected);
      return expected.length;
    });
  });

  it('facts of another kind fire nothing', () => {
    const facts: RuleFacts = { kind: 'ping_pong', conversationId: 'c', bounces: 99 };
    const tests: RuleTest[] = [
      { kind: 'repeat_contact', times: 2, days: 1 },
      { kind: 'target_missed', minutes: 0 },
      { kind: 'words', words: WORDS },
      { kind: 'amount', currency: 'JPY', above: 0 },
      { kind: 'commitment_broken' },
    ];
    for (const test of tests) expect(firingOf(test, facts)).toBeNull();
  });
});
