type Case = Readonly<Record<string, string>>;

/**
 * The fewest of these cases, as far as a greedy choice finds them, such that every two values that occur together in any
 * of them occur together in one that is chosen. The same cases in the same order give the same choice.
 */
export function pairwise<C extends Case>(cases: readonly C[]): C[] {
  const open = new Set(cases.flatMap(pairsOf));
  const chosen: C[] = [];
  const left = cases.map((one) => ({ one, pairs: pairsOf(one) }));
  while (open.size > 0) {
    let best = left[0];
    let most = -1;
    for (const candidate of left) {
      const covers = candidate.pairs.filter((pair) => open.has(pair)).length;
      if (covers > most) [best, most] = [candidate, covers];
    }
    if (best === undefined || most <= 0) throw new Error('a pair that occurs can be covered');
    for (const pair of best.pairs) open.delete(pair);
    chosen.push(best.one);
  }
  return chosen;
}

/** Every two values of a case, by name. */
export function pairsOf(one: Case): string[] {
  const entries = Object.entries(one);
  return entries.flatMap(([a, x], i) => entries.slice(i + 1).map(([b, y]) => `${a}=${x} & ${b}=${y}`));
}
