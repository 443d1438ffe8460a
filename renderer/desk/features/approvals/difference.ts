import { diffArrays } from 'diff';

/** A piece of text that stands in both versions, only in the one before, or only in the one after. */
export type Piece = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** Two texts that have nothing in common take long to compare, and their difference tells nothing. */
const LONGEST_MS = 60;

/**
 * What was changed from one text to another, in words as people read them: Japanese too, where nothing stands between them.
 * Put together, what is not `added` is the text before and what is not `removed` the one after.
 */
export function differenceOf(before: string, after: string): readonly Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const changes = diffArrays(wordsOf(before), wordsOf(after), { timeout: LONGEST_MS });
  if (changes === undefined) return whole(before, after);
  return changes.map(({ added, removed, value }) => ({ kind: kindOf(added, removed), text: value.join('') }));
}

function kindOf(added: boolean, removed: boolean): Piece['kind'] {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}

const whole = (before: string, after: string): readonly Piece[] =>
  [{ kind: 'removed', text: before } as const, { kind: 'added', text: after } as const].filter(
    ({ text }) => text !== '',
  );

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
