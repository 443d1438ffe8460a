import { foldRomaji } from '#server/domains/search/romaji.ts';

type Named = { readonly name?: string | null | undefined; readonly kana?: string | null | undefined };

/** A name in one form: full and half width, large and small letters and the space between the names are the same. */
export const bareName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Katakana as hiragana, so that a reading is the same however it was typed. */
export const bareKana = (kana: string): string =>
  bareName(kana).replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

/** The Latin sounds of a name that is kana or Latin, its words in no order; null for kanji, which nobody can read surely. */
export function soundOf({ name, kana }: Named): string | null {
  const given = [kana, name].find((text) => text != null && text !== '' && !/[\p{sc=Han}]/u.test(text));
  if (given == null) return null;
  const words = foldRomaji(given)
    .split(' ')
    .filter((word) => word !== '');
  return words.length === 0 ? null : words.sort().join(' ');
}

/** Whether two are called the same, in whatever script each wrote it; false when it can not be known. */
export function sameName(a: Named, b: Named): boolean {
  if (a.name && b.name && bareName(a.name) === bareName(b.name)) return true;
  if (a.kana && b.kana && bareKana(a.kana) === bareKana(b.kana)) return true;
  const [one, two] = [soundOf(a), soundOf(b)];
  return one !== null && two !== null && (one === two || one.replaceAll(' ', '') === two.replaceAll(' ', ''));
}

/** Whether both have names of which one can say that they differ. */
export const otherName = (a: Named, b: Named): boolean => {
  if (!a.name || !b.name || sameName(a, b)) return false;
  const comparable = (a.kana && b.kana) || /\p{sc=Han}/u.test(a.name) === /\p{sc=Han}/u.test(b.name);
  return Boolean(comparable);
};
