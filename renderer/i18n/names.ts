import type { Locale } from '#shared/domain/people.ts';

/** A person's name as the hub keeps it: in Japanese the family name comes first. */
export type PersonName = {
  readonly name?: string | undefined;
  readonly kana?: string | undefined;
  readonly romaji?: string | undefined;
};

export type ShownName = {
  /** The name as written; empty when it is not known, for the caller to say so. */
  readonly name: string;
  /** What stands beside it, quietly: the reading, and the roman letters for who reads English. */
  readonly beside: readonly string[];
};

/** A name with its reading beside it: 佐藤 美咲 — さとう みさき (and Sato Misaki on an English screen). */
export function showName({ name, kana, romaji }: PersonName, locale: Locale): ShownName {
  const shown = name ?? kana ?? romaji ?? '';
  const beside = [kana, locale === 'en' ? romaji : undefined].filter(
    (text) => text !== undefined && text !== '' && text !== shown,
  );
  return { name: shown, beside: beside as string[] };
}

const collator = new Intl.Collator('ja', { sensitivity: 'base', numeric: true });

/** Order of names: by kana where there is one, for kanji have no order of their own. Latin names stand before Japanese ones. */
export function compareNames(a: PersonName, b: PersonName): number {
  return collator.compare(sortKey(a), sortKey(b));
}

const sortKey = ({ name, kana, romaji }: PersonName): string => kana ?? name ?? romaji ?? '';
