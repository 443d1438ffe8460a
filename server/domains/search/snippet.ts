import { fold } from './grams.ts';

export type Snippet = { readonly snippet: string; readonly ranges: [number, number][] };
const LENGTH = 120;

/**
 * A stretch of a text around the first of the words asked for, and where in that stretch they stand, in UTF-16 units.
 * Null when none of them is there: the pieces matched by chance.
 */
export function snippetOf(text: string, asked: readonly string[]): Snippet | null {
  const { folded, starts, ends } = foldWithOrigin(text);
  const found = asked.flatMap((word) => occurrences(folded, word));
  if (asked.length === 0 || asked.some((word) => !folded.includes(word))) return null;
  const hits = found
    .map(([from, to]): [number, number] => [starts[from] ?? 0, ends[to - 1] ?? 0])
    .sort((a, b) => a[0] - b[0]);
  const start = Math.max(0, (hits[0]?.[0] ?? 0) - 30);
  const head = start > 0 ? '…' : '';
  const body = text.slice(start, start + LENGTH).replace(/\s/g, ' ');
  const tail = start + LENGTH < text.length ? '…' : '';
  const ranges = hits
    .filter(([from, to]) => from >= start && to <= start + LENGTH)
    .map(([from, to]): [number, number] => [from - start + head.length, to - start + head.length]);
  return { snippet: head + body + tail, ranges };
}

function occurrences(folded: string, word: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = folded.indexOf(word); at >= 0 && found.length < 20; at = folded.indexOf(word, at + word.length))
    found.push([at, at + word.length]);
  return found;
}

/** Folding can change lengths (㍿ becomes four characters, ﾋﾞ one), so each folded unit remembers where it came from. */
function foldWithOrigin(text: string): { folded: string; starts: number[]; ends: number[] } {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of new Intl.Segmenter('ja').segment(text)) {
    const piece = fold(segment);
    const even = piece.length === segment.length;
    for (let i = 0; i < piece.length; i++) {
      starts.push(even ? index + i : index);
      ends.push(even ? index + i + 1 : index + segment.length);
    }
    folded += piece;
  }
  return { folded, starts, ends };
}
