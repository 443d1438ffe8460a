import { channelFacts } from '../channels.ts';
import type { EffortRules } from './rules.ts';
import { isAnswer, isContact, type Touch } from './touch.ts';
import { wordsOf, wordsShared } from './words-shared.ts';

export const EFFORTS = ['came_back', 'switched', 'waited', 'repeated'] as const;
export type EffortKind = (typeof EFFORTS)[number];

/** One time that it was made hard for the customer, with the touch it shows at. */
export type Effort = {
  readonly kind: EffortKind;
  readonly touch: Touch;
  /** What it is measured from: the resolving, the contact before, the earlier words. */
  readonly since: Touch;
  /** Minutes waited, or per cent of the words. */
  readonly amount?: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
/** A message is held against so many before it. */
const WORDS_BEFORE = 20;

/**
 * Every effort of a thread, in order. `touches` are in the order of `compareTouches`; `now` decides about who waits still.
 * An effort is counted once: a resolving that they came back from, a wait, a message that said it again.
 */
export function effortsOf(touches: readonly Touch[], rules: EffortRules, now: number): Effort[] {
  const found = [
    ...cameBack(touches, rules),
    ...switched(touches, rules),
    ...waited(touches, rules, now),
    ...repeated(touches, rules),
  ];
  return found.sort((a, b) => a.touch.at - b.touch.at || EFFORTS.indexOf(a.kind) - EFFORTS.indexOf(b.kind));
}

/** The first contact after a matter was resolved, at most so many days later. */
function cameBack(touches: readonly Touch[], { cameBackDays }: EffortRules): Effort[] {
  const found: Effort[] = [];
  let resolved: Touch | null = null;
  for (const touch of touches) {
    if (touch.kind === 'resolved') resolved = touch;
    if (!isContact(touch) || resolved === null) continue;
    if (touch.at - resolved.at <= cameBackDays * DAY_MS) found.push({ kind: 'came_back', touch, since: resolved });
    resolved = null;
  }
  return found;
}

/** A contact on another channel than the contact before, at most so many hours later. */
function switched(touches: readonly Touch[], { switchedHours }: EffortRules): Effort[] {
  const found: Effort[] = [];
  let before: Touch | null = null;
  for (const touch of touches) {
    if (!isContact(touch)) continue;
    if (before !== null && before.channel !== touch.channel && touch.at - before.at <= switchedHours * HOUR_MS)
      found.push({ kind: 'switched', touch, since: before });
    before = touch;
  }
  return found;
}

/** From the first word that nobody answered until the answer, the resolving or now; a call that nobody took, at once. */
function waited(touches: readonly Touch[], rules: EffortRules, now: number): Effort[] {
  const untaken = touches
    .filter(isUntaken)
    .map((touch): Effort => ({ kind: 'waited', touch, since: touch, amount: 0 }));
  const long = waitsOf(touches)
    .map(({ since, end }) => ({ since, ms: (end ?? now) - since.at }))
    .filter(({ since, ms }) => ms > waitLimit(since, rules))
    .map(({ since, ms }): Effort => ({ kind: 'waited', touch: since, since, amount: Math.round(ms / MINUTE_MS) }));
  return [...untaken, ...long];
}

/** Each stretch in which a customer waits for an answer in writing; `end` is null while they still do. */
export function waitsOf(touches: readonly Touch[]): { readonly since: Touch; readonly end: number | null }[] {
  const ended: { since: Touch; end: number | null }[] = [];
  const waiting = new Map<string, Touch>();
  for (const touch of touches) {
    const matter = touch.conversationId ?? touch.customerId;
    const since = waiting.get(matter);
    if (isAnswer(touch) || touch.kind === 'resolved') {
      if (since !== undefined) ended.push({ since, end: touch.at });
      waiting.delete(matter);
    } else if (touch.kind === 'message' && isContact(touch) && since === undefined) waiting.set(matter, touch);
  }
  return [...ended, ...[...waiting.values()].map((since) => ({ since, end: null }))];
}

const isUntaken = ({ kind, direction, state }: Touch): boolean =>
  kind === 'call' && direction === 'in' && (state === 'missed' || state === 'abandoned' || state === 'voicemail');

/** How long an answer to it may take before the customer is said to have waited, milliseconds. */
export const waitLimit = ({ channel }: Touch, { waitedLiveMinutes, waitedMinutes }: EffortRules): number =>
  (channelFacts(channel).live ? waitedLiveMinutes : waitedMinutes) * MINUTE_MS;

/** Words of which so many per cent stood in an earlier message, on another channel or in another matter. */
function repeated(touches: readonly Touch[], { repeatedDays, repeatedShare }: EffortRules): Effort[] {
  const found: Effort[] = [];
  const said: { touch: Touch; words: ReadonlySet<string> }[] = [];
  for (const touch of touches) {
    if (touch.kind !== 'message' || touch.direction !== 'in' || touch.text === null) continue;
    const words = wordsOf(touch.text);
    if (words === null) continue;
    const same = said
      .slice(-WORDS_BEFORE)
      .filter(({ touch: other }) => touch.at - other.at <= repeatedDays * DAY_MS && isElsewhere(touch, other))
      .map((one) => ({ since: one.touch, amount: Math.round(wordsShared(words, one.words) * 100) }))
      .find(({ amount }) => amount >= repeatedShare);
    if (same !== undefined) found.push({ kind: 'repeated', touch, ...same });
    said.push({ touch, words });
  }
  return found;
}

const isElsewhere = (a: Touch, b: Touch): boolean => a.channel !== b.channel || a.conversationId !== b.conversationId;
