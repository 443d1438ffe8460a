const DIGITS = '〇一二三四五六七八九';
const NUMBER =
  /[〇一二三四五六七八九十]+(?=\s*(?:時|分|日|営業|週間|週|か月|ヶ月|ヵ月|ヵ?月|、[〇一二三四五六七八九十]))/g;

/** `十七時` as `17時`: numbers in kanji before what counts time; others stay as they are. */
export const withDigits = (text: string): string => text.replace(NUMBER, (kanji) => String(numberOf(kanji) ?? kanji));

function numberOf(kanji: string): number | null {
  const [tens, ones, more] = kanji.split('十');
  if (more !== undefined) return null;
  if (ones === undefined)
    return kanji.length <= 2 ? Number([...kanji].map((one) => DIGITS.indexOf(one)).join('')) : null;
  const ten = tens === '' ? 1 : DIGITS.indexOf(tens ?? '');
  const one = ones === '' ? 0 : DIGITS.indexOf(ones);
  return ten < 1 || one < 0 || ones.length > 1 ? null : ten * 10 + one;
}
