import type { Span } from './find-words.ts';
import type { WidthSigns } from './wording-rule.ts';

type Widths = { readonly one: RegExp; readonly two: RegExp };

/** Runs of each kind in one byte and in two. What binds numbers and words together goes with them: ０３－１２３４. */
const RUNS: Readonly<Record<WidthSigns, Widths>> = {
  digits: { one: /[0-9](?:[0-9.,:/-]*[0-9])?/g, two: /[０-９](?:[０-９．，：／－]*[０-９])?/g },
  letters: { one: /[A-Za-z]+/g, two: /[Ａ-Ｚａ-ｚ]+/g },
  katakana: { one: /[\uff66-\uff9f]+/g, two: /[\u30a1-\u30fa\u30fc]+/g },
  symbols: { one: /[!?()]+/g, two: /[！？（）]+/g },
};

const OFFSET = 0xfee0;
const toTwo = (run: string): string =>
  run.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + OFFSET));

/** Each half-width sign by the full-width one it is the half of. */
const HALF: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0xff9f - 0xff66 + 1 }, (_, n) => {
    const half = String.fromCharCode(0xff66 + n);
    return [half.normalize('NFKC'), half] as const;
  }),
);

/** One-byte katakana of a run; the marks of ガ and パ follow as signs of their own. */
function toOneKatakana(run: string): string {
  return [...run.normalize('NFD')].map((sign) => HALF.get(sign) ?? sign).join('');
}
/** Where signs stand in the width that is not wanted, with what is wanted in their place. */
export function otherWidths(
  text: string,
  signs: WidthSigns,
  want: 'one_byte' | 'two_byte',
): (Span & { readonly replace: string })[] {
  const runs = want === 'one_byte' ? RUNS[signs].two : RUNS[signs].one;
  return [...text.matchAll(runs)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    replace: inWidth(run, signs, want),
  }));
}

function inWidth(run: string, signs: WidthSigns, want: 'one_byte' | 'two_byte'): string {
  if (signs === 'katakana') return want === 'two_byte' ? run.normalize('NFKC') : toOneKatakana(run);
  return want === 'two_byte' ? toTwo(run) : run.normalize('NFKC');
}
