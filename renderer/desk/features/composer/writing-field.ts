import { unfilledIn } from '#shared/domain/reply-variables.ts';
import { insertText } from './insert-text.ts';
import { placeOf } from './nth-place.ts';

/** The words around the caret: all of a plain field, or the paragraph of a formatted one. */
export type Near = { readonly text: string; readonly at: number };

/** Where one writes, plain or formatted: all that saved replies, mentions and sending need of it. */
export type WritingField = {
  readonly element: HTMLElement | null;
  readonly focus: () => void;
  /** Null while something is selected, or nothing is. */
  readonly near: () => Near | null;
  /** Replaces a stretch of the words around the caret as if typed, so that undo takes it back. */
  readonly replace: (start: number, end: number, text: string) => void;
  /** Selects a stretch of what `replace` just wrote at `start`. */
  readonly select: (start: number, end: number) => void;
  /** Selects the first variable that is not filled. */
  readonly showUnfilled: () => void;
  /** Selects words where they stand for the n-th time, counted from 0. */
  readonly showWords: (words: string, nth: number) => void;
  /** Replaces them there, as if typed; the caret stays where one writes. */
  readonly replaceWords: (words: string, nth: number, by: string) => void;
  readonly toEnd: () => void;
};

/** A text field as a place to write. */
export function plainField(field: HTMLTextAreaElement): WritingField {
  return {
    element: field,
    focus: () => field.focus(),
    near() {
      const { selectionStart: at, selectionEnd: to, value } = field;
      return at === to ? { text: value, at } : null;
    },
    replace: (start, end, text) => insertText(field, start, end, text),
    select: (start, end) => field.setSelectionRange(start, end),
    showUnfilled() {
      const [first] = unfilledIn(field.value);
      if (first !== undefined) field.setSelectionRange(first.start, first.end);
    },
    showWords(words, nth) {
      const place = placeOf(field.value, words, nth);
      if (place !== null) field.setSelectionRange(place, place + words.length);
    },
    replaceWords(words, nth, by) {
      const place = placeOf(field.value, words, nth);
      if (place === null) return;
      const { selectionStart: at } = field;
      const end = place + words.length;
      insertText(field, place, end, by);
      // Before the words, behind them, or where they were.
      const behind = at >= end ? at + by.length - words.length : place + by.length;
      const caret = at <= place ? at : behind;
      field.setSelectionRange(caret, caret);
    },
    toEnd: () => field.setSelectionRange(field.value.length, field.value.length),
  };
}
