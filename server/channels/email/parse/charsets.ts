const LABELS: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'x-sjis': 'shift_jis',
  sjis: 'shift_jis',
  eucjp: 'euc-jp',
  cp51932: 'euc-jp',
  jis: 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
};

/** The platform's name of a charset label, or null for none it knows. */
export function knownCharset(label: string): string | null {
  const plain = label.trim().toLowerCase();
  const name = LABELS[plain] ?? plain;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

/** The text, or null when the bytes are not of that charset. */
export function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(charset === 'iso-2022-jp' ? withoutShifts(bytes) : bytes);
  } catch {
    return null;
  }
}

const ESC = '\u001b';
const SHIFT_OUT = '\u000e';
const SHIFT_IN = '\u000f';
const JAPANESE = new RegExp(`${ESC}(?:\\$[@B]|\\(I)`);
const CONTROLS = new RegExp(`${ESC}[($][@BIJ]|${SHIFT_OUT}|${SHIFT_IN}`, 'g');

/** Japanese escapes: to kanji (`ESC $ @`, `ESC $ B`) or half-width kana (`ESC ( I`). */
export const hasJapaneseEscapes = (latin1: string): boolean => JAPANESE.test(latin1);

/**
 * The charset of bytes that do not say, or say wrongly: the one that reads without a fault and looks most like Japanese.
 * Null where none does. `leastScore`: how much Japanese it takes; some where it may well be another language.
 */
export function guessCharset(bytes: Uint8Array, latin1: string, leastScore = 1): string | null {
  if (hasJapaneseEscapes(latin1) && decodeStrictly(bytes, 'iso-2022-jp') !== null) return 'iso-2022-jp';
  if (decodeStrictly(bytes, 'utf-8') !== null) return 'utf-8';
  const [best] = ['euc-jp', 'shift_jis']
    .map((charset) => ({ charset, score: japaneseScore(decodeStrictly(bytes, charset)) }))
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score);
  return best?.charset ?? null;
}

/** Hiragana speaks for a reading; the half-width kana that the wrong one makes speak against it. */
function japaneseScore(text: string | null): number {
  if (text === null) return 0;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return 3 * count(/[ぁ-ん]/g) + 2 * count(/[ァ-ヶー]/g) + count(/[一-龠。、「」]/g) - 2 * count(/[\uff61-\uff9f]/g);
}

/**
 * ISO-2022-JP as Microsoft writes it (cp50222) shifts into half-width kana by SO and out by SI, which decoders do not
 * know; the escape for the same is put in their place.
 */
export function withoutShifts(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0x0e)) return bytes;
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let set = `${ESC}(B`;
  const mended = latin1.replace(CONTROLS, (control) => {
    if (control === SHIFT_OUT) return `${ESC}(I`;
    if (control === SHIFT_IN) return set;
    set = control;
    return control;
  });
  return Buffer.from(mended, 'latin1');
}

/** Whether bytes need a look at all: 8-bit ones, or controls that only ISO-2022-JP has. */
export function mayNeedMending(latin1: string): boolean {
  for (let at = 0; at < latin1.length; at += 1) {
    const code = latin1.charCodeAt(at);
    if (code >= 0x80 || code === 0x1b || code === 0x0e) return true;
  }
  return false;
}
