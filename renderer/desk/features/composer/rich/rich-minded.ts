import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { Extension } from '@tiptap/react';
import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';
import { mindedLook } from '../minded-look.ts';
import { nthAt } from '../nth-place.ts';
import { wordsIn } from './rich-writing.ts';

type Minded = { readonly words: string; readonly nth: number; readonly look: string };

const KEY = new PluginKey<readonly Minded[]>('minded');
const NONE: readonly Minded[] = [];

/** Underlines what the wording rules mind; nothing of it is part of the words. */
export const mindedWords = Extension.create({
  name: 'minded',
  addProseMirrorPlugins: () => [
    new Plugin<readonly Minded[]>({
      key: KEY,
      state: {
        init: () => NONE,
        apply: (transaction, before) => (transaction.getMeta(KEY) as readonly Minded[] | undefined) ?? before,
      },
      props: {
        decorations: (state) =>
          DecorationSet.create(
            state.doc,
            (KEY.getState(state) ?? NONE).flatMap(({ words, nth, look }) => {
              const place = wordsIn(state.doc, words, nth);
              return place === null ? [] : [Decoration.inline(place.from, place.to, { class: look })];
            }),
          ),
      },
    }),
  ],
});

/** Tells the field what is minded in its words, which stand for the n-th time where the text has them. */
export function tellMinded(view: EditorView, findings: readonly WordingFinding[], text: string): void {
  const before = KEY.getState(view.state) ?? NONE;
  if (findings.length === 0 && before.length === 0) return;
  const minded = findings.map(({ found, start, level }) => ({
    words: found,
    nth: nthAt(text, found, start),
    look: mindedLook(level),
  }));
  view.dispatch(view.state.tr.setMeta(KEY, minded));
}
