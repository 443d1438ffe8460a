import type { Category, Locale } from '#shared/domain/people.ts';

/** A category with those above it, the largest first: `defect › leak`. Empty when it is not known. */
export function categoryPath(categories: readonly Category[], categoryId: string | undefined, locale: Locale): string {
  const names: string[] = [];
  // Three levels at most; counting also ends a circle.
  for (let id = categoryId; id !== undefined && names.length < 3; ) {
    const category = categories.find((one) => one.id === id);
    if (category !== undefined) names.unshift(locale === 'ja' ? category.nameJa : category.nameEn);
    id = category?.parentId;
  }
  return names.join(' › ');
}
