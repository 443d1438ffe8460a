const LEAST = 8;
const PLAIN = /[\p{L}\p{N}ー々〆]+/gu;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u;

/**
 * What a text is made of, to hold it against another: whole Latin words and numbers, pairs of Japanese characters. Null for
 * what is too short to be said again: "thank you" is no repetition.
 */
export function wordsOf(text: string): ReadonlySet<string> | null {
  const words = new Set<string>();
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(PLAIN)) {
    if (!CJK.test(run)) words.add(run);
    else for (let i = 0; i + 1 < run.length; i++) words.add(run.slice(i, i + 2));
  }
  return words.size < LEAST ? null : words;
}

/** How much of the words stood in the earlier ones, 0 to 1. */
export function wordsShared(words: ReadonlySet<string>, earlier: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (earlier.has(word)) shared += 1;
  return words.size === 0 ? 0 : shared / words.size;
}
