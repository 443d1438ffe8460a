import type { Folded } from './folded.ts';

export type Span = { readonly start: number; readonly end: number };

const LATIN = /[\p{Script=Latin}\p{M}\d]/u;
const isLatin = (sign: string | undefined): boolean => sign !== undefined && LATIN.test(sign);

/** Where a folded word stands in a folded text. In Latin letters it is found whole only; in Japanese nothing marks a word's end. */
export function findWord({ text }: Pick<Folded, 'text'>, word: string): Span[] {
  const spans: Span[] = [];
  if (word === '') return spans;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    const joinsBefore = at > 0 && isLatin(word.at(0)) && isLatin(text.at(at - 1));
    const joinsAfter = isLatin(word.at(-1)) && end < text.length && isLatin(text.at(end));
    if (!joinsBefore && !joinsAfter) spans.push({ start: at, end });
  }
  return spans;
}

/** For a place: how far the spans reach that begin before it, 0 where none does. Asked often, it is found by halving. */
function reachOf(spans: readonly Span[]): (before: number) => number {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const reach: number[] = [];
  for (const { end } of sorted) reach.push(Math.max(end, reach.at(-1) ?? 0));
  return (before) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? before) < before) low = middle + 1;
      else high = middle;
    }
    return reach[low - 1] ?? 0;
  };
}

/** Tells of a span whether one of these holds all of it, or more. */
export function isWithinOf(spans: readonly Span[]): (span: Span) => boolean {
  const reach = reachOf(spans);
  return ({ start, end }) => reach(start + 1) >= end;
}

/** Tells of a span whether one of these has a place in common with it. */
export function overlapsOf(spans: readonly Span[]): (span: Span) => boolean {
  const reach = reachOf(spans);
  return ({ start, end }) => reach(end) > start;
}
