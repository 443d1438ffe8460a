/**
 * Which words of a list stand in a text, in the list's order. Both are compared as people mean them: widths and cases are
 * one (NFKC), katakana reads as hiragana. A word in Latin letters is found whole (`burn` not in `Burnett`); one in
 * Japanese wherever it stands, since nothing marks where words end.
 */
export function wordsFound(text: string, words: readonly string[]): string[] {
  const plain = plainWords(text);
  return words.filter((word) => standsIn(plain, plainWords(word)));
}

function standsIn(plain: string, word: string): boolean {
  if (word === '') return false;
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
    const joinsBefore = isLatin(word.at(0)) && isLatin(plain.at(at - 1)) && at > 0;
    const joinsAfter = isLatin(word.at(-1)) && isLatin(plain.at(at + word.length));
    if (!joinsBefore && !joinsAfter) return true;
  }
  return false;
}

const isLatin = (character: string | undefined): boolean =>
  character !== undefined && /[\p{Script=Latin}\p{M}\d]/u.test(character);

const KATAKANA_TO_HIRAGANA = 0x60;

/** NFKC, lower case, katakana as hiragana, white space as one space. */
const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
    .replace(/\s+/g, ' ')
    .trim();
