import { CATEGORY_LEVELS, type CategorySettings } from '#shared/domain/settings.ts';

export type CategoryNode = {
  readonly category: CategorySettings;
  /** 1 at the top. */
  readonly level: number;
  readonly siblings: readonly CategorySettings[];
  readonly place: number;
  readonly hasBelow: boolean;
  /** Itself or one above it is retired. */
  readonly isOff: boolean;
};

const byPosition = (a: CategorySettings, b: CategorySettings): number =>
  a.position - b.position || (a.id < b.id ? -1 : 1);

/** The tree as its rows stand, each with its neighbours. */
export function categoryNodes(all: readonly CategorySettings[]): CategoryNode[] {
  const below = (parentId: string | undefined): CategorySettings[] =>
    all.filter((one) => one.parentId === parentId).sort(byPosition);
  const walk = (parentId: string | undefined, level: number, isAboveOff: boolean): CategoryNode[] =>
    below(parentId).flatMap((category, place, siblings) => {
      const isOff = isAboveOff || category.retired;
      const under = level < CATEGORY_LEVELS ? walk(category.id, level + 1, isOff) : [];
      return [{ category, level, siblings, place, hasBelow: under.length > 0, isOff }, ...under];
    });
  return walk(undefined, 1, false);
}

/** Where a category may go: the top, and what is neither itself nor below it and leaves room for what hangs from it. */
export function parentsFor(nodes: readonly CategoryNode[], id: string): CategoryNode[] {
  const start = nodes.findIndex(({ category }) => category.id === id);
  const own = nodes[start];
  if (own === undefined) return [];
  let end = start + 1;
  while ((nodes[end]?.level ?? 0) > own.level) end += 1;
  const height = Math.max(...nodes.slice(start, end).map(({ level }) => level)) - own.level + 1;
  return nodes.filter((node, index) => (index < start || index >= end) && node.level + height <= CATEGORY_LEVELS);
}
