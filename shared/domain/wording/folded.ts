/** A text as words are compared, with where each of its signs came from. */
export type Folded = {
  readonly text: string;
  /** For each place in `text`, and for its end, the place in what was written. */
  readonly from: readonly number[];
  readonly to: readonly number[];
};

/** A sign with what is put on it: half-width ｶﾞ is two, and one ガ. */
const SIGN = /[\s\S][\p{M}ﾞﾟ]*/gu;
const PLAIN = /^[a-z0-9\u3041-\u30fa\u30fc\u3400-\u9fff]$/;

/** Widths and cases made one (NFKC, lower case), sign by sign, so that each find can be shown where it was written. */
export function fold(written: string): Folded {
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  for (const match of written.matchAll(SIGN)) {
    const [sign] = match;
    const plain = PLAIN.test(sign) ? sign : sign.normalize('NFKC').toLowerCase();
    for (let at = 0; at < plain.length; at += 1) {
      from.push(match.index);
      to.push(match.index + sign.length);
    }
    text += plain;
  }
  return { text, from, to };
}

/** A word folded alike. */
export const foldWord = (word: string): string => fold(word.trim()).text;
