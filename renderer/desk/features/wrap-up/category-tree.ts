import { foldText } from '#renderer/i18n/fold.ts';
import type { Category, Locale, Outcome } from '#shared/domain/people.ts';

export type CategoryPath = {
  readonly id: string;
  /** Names from the large one down, in the language on screen. */
  readonly names: readonly string[];
  /** Folded names of every level in both languages: found by either. */
  readonly words: string;
};

const MOST_LEVELS = 3;

/**
 * The categories that can be chosen, in the admin's order: those with nothing under them, each with its way from the top.
 * What stands below a retired one is out of reach with it.
 */
export function categoryPaths(categories: readonly Category[], locale: Locale): CategoryPath[] {
  const children = new Map<string | undefined, Category[]>();
  for (const category of categories.filter(({ retired }) => retired !== true)) {
    children.set(category.parentId, [...(children.get(category.parentId) ?? []), category]);
  }
  const walk = (parentId: string | undefined, above: readonly Category[]): CategoryPath[] =>
    (children.get(parentId) ?? [])
      .sort((a, b) => a.position - b.position)
      .flatMap((category) => {
        const way = [...above, category];
        const under = way.length < MOST_LEVELS ? walk(category.id, way) : [];
        return under.length > 0 ? under : [pathOf(way, locale)];
      });
  return walk(undefined, []);
}

function pathOf(way: readonly Category[], locale: Locale): CategoryPath {
  return {
    id: way.at(-1)?.id ?? '',
    names: way.map((category) => (locale === 'ja' ? category.nameJa : category.nameEn)),
    words: foldText(way.flatMap((category) => [category.nameJa, category.nameEn]).join(' ')),
  };
}

export const outcomeName = (outcome: Outcome, locale: Locale): string =>
  locale === 'ja' ? outcome.nameJa : outcome.nameEn;
