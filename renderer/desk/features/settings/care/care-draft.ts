import type { CareRules } from '#shared/domain/care.ts';

/** The longest of each, as the hub takes them. */
export const LONGEST = { word: 60, words: 200, line: 300, steps: 20 } as const;

export const LANGUAGES = ['ja', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
export type Both = Readonly<Record<Language, string>>;
export type Step = Both & { readonly code: string };

/** The rules as they are typed: words one a line. */
export type CareDraft = {
  readonly words: Both;
  readonly checklist: readonly Step[];
  readonly script: readonly Both[];
};

export const draftOf = ({ safetyWords, checklist, script }: CareRules): CareDraft => ({
  words: { ja: safetyWords.ja.join('\n'), en: safetyWords.en.join('\n') },
  checklist,
  script,
});

/** Each word once, without what surrounds it. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** What stands in the way of saving; the first of it. */
export type CareProblem =
  | { readonly kind: 'long_word'; readonly word: string }
  | { readonly kind: 'many_words' | 'no_steps' | 'empty_step' | 'empty_script' };

export function problemOf({ words, checklist, script }: CareDraft): CareProblem | null {
  const lists = LANGUAGES.map((language) => wordsIn(words[language]));
  const tooLong = lists.flat().find((word) => word.length > LONGEST.word);
  if (tooLong !== undefined) return { kind: 'long_word', word: tooLong };
  if (lists.some((list) => list.length > LONGEST.words)) return { kind: 'many_words' };
  if (checklist.length === 0) return { kind: 'no_steps' };
  if (!checklist.every(isWhole)) return { kind: 'empty_step' };
  return script.every(isWhole) ? null : { kind: 'empty_script' };
}

const isWhole = (both: Both): boolean => LANGUAGES.every((language) => both[language].trim() !== '');

const trimmed = <T extends Both>(both: T): T => ({ ...both, ja: both.ja.trim(), en: both.en.trim() });

/** What is sent; only of a draft without a problem. */
export const rulesOf = ({ words, checklist, script }: CareDraft, revision: number): CareRules => ({
  safetyWords: { ja: wordsIn(words.ja), en: wordsIn(words.en) },
  checklist: checklist.map(trimmed),
  script: script.map(trimmed),
  revision,
});

/** A step that is still to be worded, under a code that no other step of the list has. */
export function newStep(checklist: readonly Step[]): Step {
  const taken = new Set(checklist.map(({ code }) => code));
  let n = checklist.length + 1;
  while (taken.has(`step_${n}`)) n += 1;
  return { code: `step_${n}`, ja: '', en: '' };
}

/** The list with one step moved by so many places; as it is where it can not go there. */
export function movedStep(checklist: readonly Step[], from: number, by: number): readonly Step[] {
  const step = checklist[from];
  const to = from + by;
  if (step === undefined || to < 0 || to >= checklist.length) return checklist;
  return checklist.toSpliced(from, 1).toSpliced(to, 0, step);
}
