import type { Found, RuleTest } from './escalation.ts';
import type { Money } from './item-data.ts';
import { wordsFound } from './words-found.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A customer who says something again on the same leg after this long is getting in touch once more. */
const CONTACT_GAP_MS = 6 * HOUR_MS;
const TEXT = 1000;

/** What happened, as the rule of that kind looks at it. Times are milliseconds. */
export type RuleFacts =
  | {
      readonly kind: 'repeat_contact';
      /** The item or the leg by which the customer is getting in touch. */
      readonly contactId: string;
      readonly at: number;
      /** When they got in touch on the matter before; any order, more than is needed does no harm. */
      readonly earlier: readonly number[];
      /** The contact by which the rule fired on the matter last; null when it never did. */
      readonly firedAt: number | null;
    }
  | {
      readonly kind: 'target_missed';
      readonly conversationId: string;
      /** When the answer was due that is not there yet. */
      readonly dueAt: number;
      /** Minutes of business time since then ([CV9]). */
      readonly lateMinutes: number;
    }
  | { readonly kind: 'words'; readonly conversationId: string; readonly itemId?: string; readonly text: string }
  | {
      readonly kind: 'amount';
      readonly orderId: string;
      readonly orderNumber: string;
      /** What would be given back on the order, with what was before. */
      readonly amount: Money;
      /** What its agent may give back alone; null is nothing. */
      readonly limit: number | null;
      readonly reason: string;
    }
  | { readonly kind: 'ping_pong'; readonly conversationId: string; readonly bounces: number }
  | {
      readonly kind: 'commitment_broken';
      readonly commitmentId: string;
      readonly dueAt: number;
      readonly text: string;
    };

/** That a rule fires, for which cause, and what it found. The same cause is the same key, and is acted on once. */
export type Firing = { readonly cause: string; readonly found: Found };

/** Whether a rule fires on what happened ([ES1]); null when it does not. Facts of another kind fire nothing. */
export function firingOf(test: RuleTest, facts: RuleFacts): Firing | null {
  switch (test.kind) {
    case 'repeat_contact':
      return facts.kind === test.kind ? repeated(test, facts) : null;
    case 'target_missed':
      if (facts.kind !== test.kind || facts.lateMinutes < test.minutes) return null;
      return {
        cause: `${facts.conversationId} ${new Date(facts.dueAt).toISOString()}`,
        found: { minutes: Math.floor(facts.lateMinutes) },
      };
    case 'words': {
      if (facts.kind !== test.kind) return null;
      const [word] = wordsFound(facts.text, [...test.words.ja, ...test.words.en]);
      if (word === undefined) return null;
      const { conversationId, itemId, text } = facts;
      return { cause: conversationId, found: { word, text: short(text), ...(itemId === undefined ? {} : { itemId }) } };
    }
    case 'amount':
      return facts.kind === test.kind ? tooMuch(test, facts) : null;
    case 'ping_pong':
      if (facts.kind !== test.kind || facts.bounces < test.times) return null;
      return { cause: facts.conversationId, found: { times: facts.bounces } };
    case 'commitment_broken':
      if (facts.kind !== test.kind) return null;
      return {
        cause: `${facts.commitmentId} ${new Date(facts.dueAt).toISOString()}`,
        found: { text: short(facts.text) },
      };
  }
}

type Test<K extends RuleTest['kind']> = Extract<RuleTest, { kind: K }>;
type Facts<K extends RuleFacts['kind']> = Extract<RuleFacts, { kind: K }>;

/** The n-th contact within the days; those up to the last time it fired have been told of. */
function repeated({ times, days }: Test<'repeat_contact'>, facts: Facts<'repeat_contact'>): Firing | null {
  const from = facts.at - days * DAY_MS;
  const counted = facts.earlier.filter(
    (at) => at >= from && at <= facts.at && (facts.firedAt === null || at > facts.firedAt),
  );
  if (counted.length + 1 < times) return null;
  return { cause: facts.contactId, found: { times: counted.length + 1, days } };
}

/** Above what its agent may grant, and above what the lead wants to hear of. */
function tooMuch({ currency, above }: Test<'amount'>, facts: Facts<'amount'>): Firing | null {
  const { amount, limit, orderId, orderNumber, reason } = facts;
  if (amount.currency !== currency || amount.amount <= Math.max(above, limit ?? 0)) return null;
  return {
    cause: `${orderId} ${amount.amount}`,
    found: { orderNumber, limit: { amount: limit ?? 0, currency }, text: short(reason) },
  };
}

const short = (text: string): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, TEXT).join('');

/** When and on which leg a customer last said something on a conversation; null when they never did. */
export type LastSpoke = { readonly at: number; readonly on: string | null } | null;

/**
 * Whether what a customer says is getting in touch, and not going on with it: first of all, on another leg (a call, a
 * sitting, a mail thread), or on the same one after six hours. Coming over because we led them there is going on.
 */
export function isNewContact(
  last: LastSpoke,
  now: { readonly at: number; readonly on: string | null; readonly led: boolean },
): boolean {
  if (last === null) return true;
  if (now.at - last.at >= CONTACT_GAP_MS) return true;
  return now.on !== last.on && !now.led;
}
