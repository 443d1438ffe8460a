import type { Channel } from '../channels.ts';
import type { Locale } from '../people.ts';
import { unfilledIn } from '../reply-variables.ts';
import { findWord, isWithinOf, overlapsOf, type Span } from './find-words.ts';
import { type Folded, fold, foldWord } from './folded.ts';
import { otherWidths } from './widths.ts';
import type { WordingLevel, WordingRule } from './wording-rule.ts';

/** A place where a rule minds something, in what was written. */
export type WordingFinding = Span & {
  readonly ruleId: string;
  readonly found: string;
  /** What is written in its place; absent where nothing is. */
  readonly replace?: string;
  readonly reason: string;
  readonly level: WordingLevel;
};

/**
 * Nobody's own words, or nothing to correct: links, which end where Japanese begins, and addresses. Each part has a bound
 * and a place where it may begin, so that long words without a blank are read once.
 */
const KEPT = /https?:\/\/[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303f\uff00-\uff9f]/u;
/** What is quoted of somebody else. */
const QUOTED = /^\s*[>＞]/;

/**
 * What the rules mind in an answer on a channel, in its order; no two overlap, and none that blocks is left out for one
 * that warns. Each line is held against the rules of its language, so that an answer in both is checked in both; what is
 * banned in English is banned on a Japanese line too. The time it takes grows with the length, and no faster.
 */
export function checkWording(text: string, rules: readonly WordingRule[], channel: Channel): WordingFinding[] {
  const inForce = rules.filter(
    ({ enabled, channels }) => enabled && (channels.length === 0 || channels.includes(channel)),
  );
  if (inForce.length === 0) return [];
  const findings: WordingFinding[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    if (!QUOTED.test(line)) findings.push(...checkLine(line, inForce, at));
    at += line.length + 1;
  }
  return findings;
}

function checkLine(line: string, rules: readonly WordingRule[], at: number): WordingFinding[] {
  const locale: Locale = JAPANESE.test(line) ? 'ja' : 'en';
  const inForce = rulesOn(locale, rules);
  if (inForce.length === 0) return [];
  const links = [...line.matchAll(KEPT)].map(({ 0: run, index }) => ({ start: index, end: index + run.length }));
  const isKept = overlapsOf([...links, ...unfilledIn(line)]);
  const folded = fold(line);
  const findings = inForce.flatMap((rule) => findingsOf(rule, line, folded)).filter((finding) => !isKept(finding));
  return withoutOverlaps(findings, line.length).map((finding) => ({
    ...finding,
    start: finding.start + at,
    end: finding.end + at,
  }));
}

const rulesOn = (locale: Locale, rules: readonly WordingRule[]): WordingRule[] =>
  rules.filter((rule) => rule.locale === locale || (locale === 'ja' && isBan(rule)));

/** What nobody may say is not free because a Japanese word stands beside it; what is only to be spelt otherwise is left there. */
const isBan = ({ test, level }: WordingRule): boolean =>
  test.kind === 'words' && (level === 'block' || (test.replace ?? '') === '');

function findingsOf(rule: WordingRule, line: string, folded: Folded): WordingFinding[] {
  const { id: ruleId, test, reason, level } = rule;
  const about = { ruleId, reason, level };
  if (test.kind === 'width')
    return otherWidths(line, test.signs, test.want).map((one) => ({
      ...about,
      ...one,
      found: line.slice(one.start, one.end),
    }));
  const right = [...(test.replace === undefined ? [] : [test.replace]), ...test.except];
  const isRight = isWithinOf(right.flatMap((word) => findWord(folded, foldWord(word))));
  return test.find
    .flatMap((word) => findWord(folded, foldWord(word)))
    .flatMap((span): WordingFinding[] => {
      const [start, end] = [folded.from[span.start] ?? 0, folded.to[span.end - 1] ?? line.length];
      const found = line.slice(start, end);
      // Written as it should be, or part of a word in which it is right. Only in another case it is still to be corrected.
      if (found === test.replace || (isRight(span) && !isSame(found, test.replace))) return [];
      return [{ ...about, start, end, found, ...(test.replace !== undefined && { replace: test.replace }) }];
    });
}

/** The same word but for width and case. */
const isSame = (found: string, word: string | undefined): boolean =>
  word !== undefined && foldWord(found) === foldWord(word);

/** Of those that overlap, the one that blocks, else the longest, else the first. */
function withoutOverlaps(findings: readonly WordingFinding[], length: number): WordingFinding[] {
  const weight = ({ level }: WordingFinding): number => (level === 'block' ? 0 : 1);
  const taken = new Uint8Array(length);
  return [...findings]
    .sort((a, b) => weight(a) - weight(b) || b.end - b.start - (a.end - a.start) || a.start - b.start)
    .filter(({ start, end }) => {
      const isFree = !taken.subarray(start, end).includes(1);
      if (isFree) taken.fill(1, start, end);
      return isFree;
    })
    .sort((a, b) => a.start - b.start);
}

/** A text with one finding put right. */
export const withReplaced = (text: string, { start, end, replace = '' }: WordingFinding): string =>
  `${text.slice(0, start)}${replace}${text.slice(end)}`;
