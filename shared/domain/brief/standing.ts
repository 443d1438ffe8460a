import type { BriefLine } from '../brief.ts';
import type { Commitment } from '../conversation.ts';
import type { Locale } from '../people.ts';
import type { TimelineItem } from '../timeline-item.ts';
import { isGreeting } from './asked.ts';
import { customerWords } from './customer-words.ts';
import { type BriefSource, lineOf, refTo, shortened, timeWords } from './source.ts';
import { BY, CHECKED, OVERDUE, PURPOSE_WORDS, UNTIL, WAITS } from './words.ts';

const MOST_OPEN = 3;
const MOST_CHECKS = 3;
const MOST_PROMISES = 10;

/** What is still owed, with its time, pointing at what was written and at the item that says so. */
export const promised = (source: BriefSource): BriefLine[] =>
  source.promises.slice(0, MOST_PROMISES).map((promise) => promiseLine(promise, source));

function promiseLine(promise: Commitment, source: BriefSource): BriefLine {
  const { locale } = source;
  const term = termWords(promise.dueAt, BY, source);
  const facts = [term, promise.state === 'broken' ? OVERDUE[locale] : null].filter((fact) => fact !== null);
  const words = shortened(facts.length === 0 ? promise.text : `${facts.join(' · ')}: ${promise.text}`);
  const made = source.items.findLast(
    (item) => item.kind === 'commitment' && item.data.commitmentId === promise.id && item.data.event !== 'broken',
  );
  const said = source.items.find(
    ({ customerId, seq }) => promise.item?.customerId === customerId && promise.item.seq === seq,
  );
  return { text: words, items: [said, made].filter((item) => item !== undefined).map(refTo) };
}

/** What is open: what the customer asked since our last answer, and whom the matter waits for. */
export function next({ items, waitingOn, locale }: BriefSource): BriefLine[] {
  const answered = items.findLastIndex(isAnswer);
  const words = customerWords(items.slice(answered + 1)).filter(({ text }) => !isGreeting(text));
  const asked = words.filter(({ asks }) => asks !== null);
  const open = asked.length > 0 ? asked : words.slice(-1);
  const lines = open.slice(-MOST_OPEN).map(({ asks, text, item }) => lineOf(asks ?? text, item));
  if (waitingOn === undefined) return lines;
  const said = items.findLast((item) => item.kind === 'system' && item.data.waitingOn === waitingOn);
  return [...lines, { text: WAITS[waitingOn][locale], items: said === undefined ? [] : [refTo(said)] }];
}

/** A message of ours to the customer, or a call that was answered: what they asked before it was heard. */
const isAnswer = (item: TimelineItem): boolean =>
  (item.kind === 'message' && item.direction === 'out' && item.visibility === 'customer') ||
  (item.kind === 'call' && item.data.outcome === 'answered');

/** How far it was checked who this is ([PR6]): the newest of each purpose, with what was right and until when it holds. */
export function identity(source: BriefSource): BriefLine[] {
  const checks = source.items.filter((item) => item.kind === 'identity');
  const newest = checks.filter((item, index) => !checks.slice(index + 1).some((later) => samePurpose(item, later)));
  return newest.slice(-MOST_CHECKS).map((item) => lineOf(checkWords(item, source), item));
}

/** `11/18 17:00まで`, `by 18 Nov 17:00`. */
function termWords(at: string, words: Readonly<Record<Locale, string>>, source: BriefSource): string | null {
  const time = timeWords(at, source);
  if (time === null) return null;
  return source.locale === 'ja' ? `${time}${words.ja}` : `${words.en} ${time}`;
}

type Check = Extract<TimelineItem, { kind: 'identity' }>;
const samePurpose = (a: Check, b: Check): boolean =>
  a.data.check !== undefined && a.data.check.purpose === b.data.check?.purpose;

function checkWords({ data }: Check, source: BriefSource): string {
  const { locale } = source;
  if (data.check === undefined) return data.detail ?? data.event;
  const { passed, purpose, facts, expiresAt } = data.check;
  const what = CHECKED[passed ? 'passed' : 'failed'][locale];
  const head = locale === 'ja' ? `${what}（${PURPOSE_WORDS[purpose].ja}）` : `${what} for ${PURPOSE_WORDS[purpose].en}`;
  const holds = passed ? termWords(expiresAt, UNTIL, source) : null;
  const known = facts.map((fact) => fact[locale]).join(locale === 'ja' ? '・' : ', ');
  return [head, known, holds].filter((part) => part !== null && part !== '').join(' · ');
}
