import { useMemo } from 'react';
import { Words } from '#renderer/ui/words.tsx';
import { differenceOf } from './difference.ts';

type TextDifferenceProps = { readonly before: string; readonly after: string; readonly label: string };

/** What was taken out is struck, what was put in underlined: told by shape and not by colour. */
export function TextDifference({ before, after, label }: TextDifferenceProps) {
  const pieces = useMemo(() => differenceOf(before, after), [before, after]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section aria-label={label} tabIndex={0} className="max-h-60 overflow-y-auto whitespace-pre-wrap break-words">
      {pieces.map(({ kind, text }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
        if (kind === 'removed') return <Removed key={at} text={text} />;
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
        return kind === 'added' ? <Added key={at} text={text} /> : <Words key={at}>{text}</Words>;
      })}
    </section>
  );
}

const Removed = ({ text }: { readonly text: string }) => (
  <del className="bg-line text-ink-2 line-through">
    <Words>{text}</Words>
  </del>
);

const Added = ({ text }: { readonly text: string }) => (
  <ins className="font-semibold text-ink underline decoration-2 underline-offset-3">
    <Words>{text}</Words>
  </ins>
);
