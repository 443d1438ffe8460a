/**
 * The words of a text as search finds them: NFKC, lower case, hiragana for katakana; two-character pieces of Japanese,
 * single CJK characters, Latin words and numbers whole and by prefix. Pure; the same for what is stored and what is asked.
 */
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆])[\p{L}\p{N}])+/gu;
const MAX_PREFIX = 12;

/** The folded form in which texts are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
}

/** Pieces to store for a text: everything that a later question may ask for. */
export function gramsOf(text: string, limit = 4000): string[] {
  const grams = new Set<string>();
  for (const [run] of fold(text).matchAll(RUNS)) {
    if (grams.size >= limit) break;
    if (CJK.test(run)) addCjk(run, grams);
    else addWord(run, grams);
  }
  return [...grams];
}

/** Pieces that must all be present for a question to match; empty when it holds nothing to ask for. */
export function gramsAsked(text: string): string[] {
  const grams = new Set<string>();
  for (const [run] of fold(text).matchAll(RUNS)) {
    const letters = [...run];
    if (!CJK.test(run)) grams.add(`=${run.slice(0, MAX_PREFIX)}`);
    else if (letters.length === 1) grams.add(run);
    else for (let i = 0; i + 1 < letters.length; i++) grams.add(`${letters[i]}${letters[i + 1]}`);
  }
  return [...grams];
}

function addCjk(run: string, grams: Set<string>): void {
  const letters = [...run];
  letters.forEach((letter, i) => {
    grams.add(letter);
    const next = letters[i + 1];
    if (next !== undefined) grams.add(letter + next);
  });
}

function addWord(run: string, grams: Set<string>): void {
  for (let n = Math.min(2, run.length); n <= Math.min(run.length, MAX_PREFIX); n++) grams.add(`=${run.slice(0, n)}`);
}
