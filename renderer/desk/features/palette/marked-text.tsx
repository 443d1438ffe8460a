import { Words } from '#renderer/ui/words.tsx';

type MarkedTextProps = { readonly text: string; readonly ranges: readonly (readonly [number, number])[] };

/** A snippet with what was asked for marked in it. */
export function MarkedText({ text, ranges }: MarkedTextProps) {
  const pieces: { readonly at: number; readonly words: string; readonly isHit: boolean }[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    if (from > at) pieces.push({ at, words: text.slice(at, from), isHit: false });
    pieces.push({ at: from, words: text.slice(from, to), isHit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ at, words: text.slice(at), isHit: false });
  return pieces.map((piece) =>
    piece.isHit ? (
      <mark
        key={piece.at}
        className="bg-transparent font-semibold text-accent underline decoration-2 underline-offset-2"
      >
        <Words>{piece.words}</Words>
      </mark>
    ) : (
      <Words key={piece.at}>{piece.words}</Words>
    ),
  );
}
