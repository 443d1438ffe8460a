import { useState } from 'react';
import { isJapanese } from '#renderer/ui/script.ts';
import { LinkedText } from './linked-text.tsx';
import { useThreadWords } from './thread-context.tsx';

const MOST_LINES = 20;

/** About how many lines a text takes; reckoned, not measured, so that no row changes its height after it is drawn. */
export function linesOf(text: string): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / (isJapanese(line) ? 40 : 76))), 0);
}

/** Words as written; more than twenty lines are folded until asked for. */
export function FoldedText({ text }: { readonly text: string }) {
  const t = useThreadWords();
  const [isOpen, setIsOpen] = useState(false);
  const isLong = linesOf(text) > MOST_LINES;
  return (
    <>
      <p
        {...(isJapanese(text) && { lang: 'ja' })}
        className={`select-text whitespace-pre-wrap ${isLong && !isOpen ? 'line-clamp-[20]' : ''}`}
      >
        <LinkedText text={text} />
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          className="-mx-1 mt-1 min-h-6 rounded-s px-1 font-medium text-accent hover:underline"
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? t('common:less') : t('thread:showAll')}
        </button>
      )}
    </>
  );
}
