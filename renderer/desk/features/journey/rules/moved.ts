/** The list with one of it a place earlier or later; the same where there is no such place. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const copy = [...list];
  const [one, other] = [copy[at], copy[at + by]];
  if (one === undefined || other === undefined) return copy;
  copy[at] = other;
  copy[at + by] = one;
  return copy;
}
