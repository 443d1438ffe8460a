import type { Category, Locale } from '#shared/domain/people.ts';

/** Longer paths begin with what the narrower names say already. */
const SHOWN_LEVELS = 2;

/** The last two names of a category's path, `不良 › 水漏れ`; empty when there is no such category. */
export function categoryWords(categories: readonly Category[], id: string | undefined, locale: Locale): string {
  const names: string[] = [];
  let next = id;
  while (next !== undefined && names.length < SHOWN_LEVELS) {
    const found = categories.find((category) => category.id === next);
    if (found === undefined) break;
    names.unshift(locale === 'ja' ? found.nameJa : found.nameEn);
    next = found.parentId;
  }
  return names.join(' › ');
}
