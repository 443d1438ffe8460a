import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { unfilledIn } from '#shared/domain/reply-variables.ts';
import { nthAt, placeOf } from '../nth-place.ts';
import type { WritingField } from '../writing-field.ts';
import { sliceOf } from './rich-text.ts';

/** Where words stand in the document for the n-th time; none goes over a line's end. */
export function wordsIn(doc: Node, words: string, nth: number): { readonly from: number; readonly to: number } | null {
  let left = nth;
  const found: number[] = [];
  doc.descendants((node, at) => {
    if (found.length > 0 || !node.isTextblock) return found.length === 0;
    const line = node.textBetween(0, node.content.size, '\ufffc', '\ufffc');
    const place = placeOf(line, words, left);
    if (place === null) left -= nthAt(line, words, line.length);
    else found.push(at + 1 + place);
    return false;
  });
  const [from] = found;
  return from === undefined ? null : { from, to: from + words.length };
}

/** A formatted field as a place to write: the words around the caret are those of its paragraph. */
export function richField(view: () => EditorView | null): WritingField {
  /** Where the paragraph of the caret begins, and where the last `replace` put its words. */
  let written = 0;
  const start = (now: EditorView): number => now.state.selection.$from.start();
  return {
    get element() {
      return view()?.dom ?? null;
    },
    focus: () => view()?.focus(),
    near() {
      const now = view();
      if (now === null || !now.state.selection.empty) return null;
      const { $from } = now.state.selection;
      // One sign for each thing that is no word, so that places in the text are places in the paragraph.
      return {
        text: $from.parent.textBetween(0, $from.parent.content.size, '\ufffc', '\ufffc'),
        at: $from.parentOffset,
      };
    },
    replace(from, to, text) {
      const now = view();
      if (now === null) return;
      const base = start(now);
      written = base + from;
      const { tr } = now.state;
      if (text === '') tr.delete(base + from, base + to);
      else if (text.includes('\n')) tr.replace(base + from, base + to, sliceOf(text));
      else tr.insertText(text, base + from, base + to);
      now.dispatch(tr.scrollIntoView());
      now.focus();
    },
    select(from, to) {
      const now = view();
      // Only within one line: further down each line counts for more than its signs.
      if (now === null) return;
      const base = now.state.doc.resolve(written).start();
      const most = now.state.doc.resolve(written).end();
      const [a, b] = [Math.min(base + from, most), Math.min(base + to, most)];
      now.dispatch(now.state.tr.setSelection(TextSelection.create(now.state.doc, a, b)));
    },
    showUnfilled() {
      const now = view();
      if (now === null) return;
      let found: { readonly from: number; readonly to: number } | null = null;
      now.state.doc.descendants((node, at) => {
        if (found !== null || !node.isTextblock) return found === null;
        const [first] = unfilledIn(node.textBetween(0, node.content.size, '\ufffc', '\ufffc'));
        if (first !== undefined) found = { from: at + 1 + first.start, to: at + 1 + first.end };
        return false;
      });
      if (found === null) return;
      const { from, to } = found as { from: number; to: number };
      now.dispatch(now.state.tr.setSelection(TextSelection.create(now.state.doc, from, to)).scrollIntoView());
      now.focus();
    },
    showWords(words, nth) {
      const now = view();
      const place = now === null ? null : wordsIn(now.state.doc, words, nth);
      if (now === null || place === null) return;
      const { tr, doc } = now.state;
      now.dispatch(tr.setSelection(TextSelection.create(doc, place.from, place.to)).scrollIntoView());
      now.focus();
    },
    replaceWords(words, nth, by) {
      const now = view();
      const place = now === null ? null : wordsIn(now.state.doc, words, nth);
      if (now === null || place === null) return;
      const { tr } = now.state;
      now.dispatch(by === '' ? tr.delete(place.from, place.to) : tr.insertText(by, place.from, place.to));
    },
    toEnd() {
      const now = view();
      if (now !== null) now.dispatch(now.state.tr.setSelection(TextSelection.atEnd(now.state.doc)));
    },
  };
}
