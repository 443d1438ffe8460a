import type { EditorView } from '@tiptap/pm/view';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { createMailCleaner } from '#renderer/markup/clean-mail.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { CompletionList, optionId } from '../completion-list.tsx';
import type { ComposerFieldProps } from '../composer-field.tsx';
import { useCompletion } from '../use-completion.ts';
import { FormatBar } from './format-bar.tsx';
import { mindedWords, tellMinded } from './rich-minded.ts';
import { extensions } from './rich-schema.ts';
import { documentOf, isFormatted, pastedSlice, plainOf, sliceOf } from './rich-text.ts';
import { richField } from './rich-writing.ts';

const clean = createMailCleaner(window);
const EXTENSIONS = [...extensions, mindedWords];

type RichFieldProps = Omit<ComposerFieldProps, 'onText'> & {
  readonly html: string | undefined;
  /** `html` only where the words alone would lose something. */
  readonly onWrite: (text: string, html: string | undefined) => void;
};

/** The field for channels that carry formatting. Loaded when the first of them is written on. */
export function RichField(props: RichFieldProps) {
  const { fieldRef, text, html, label, placeholder, readOnly, leastPx } = props;
  const completion = useCompletion({ ...props, text: undefined });
  const { view } = completion;
  const listId = useId();
  const latest = useRef({ props, completion });
  useLayoutEffect(() => {
    latest.current = { props, completion };
  });
  const told = useRef({ text, html });
  const [initial] = useState(() => documentOf(text, html, clean).toJSON() as object);
  const activeOption = view.options[view.active];
  const attributes: Record<string, string> = {
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    ...(readOnly && { 'aria-readonly': 'true' }),
    ...(view.kind !== null && { 'aria-controls': listId }),
    ...(activeOption !== undefined && { 'aria-activedescendant': optionId(listId, activeOption) }),
    'data-placeholder': placeholder,
    class: 'rich-text px-3.5 pt-2.5 pb-1.5 outline-none',
  };
  const editor = useEditor({
    extensions: EXTENSIONS,
    injectCSS: false,
    editable: !readOnly,
    content: initial,
    onUpdate({ editor: now }) {
      const words = plainOf(now.state.doc);
      const formatted = isFormatted(now.state.doc) ? now.getHTML() : undefined;
      told.current = { text: words, html: formatted };
      latest.current.props.onWrite(words, formatted);
      latest.current.completion.readCaret();
    },
    onSelectionUpdate: () => latest.current.completion.readCaret(),
    onBlur() {
      latest.current.completion.onBlur();
      latest.current.props.onBlur();
    },
    editorProps: {
      attributes,
      handleKeyDown(_view, event) {
        if (isComposing(event)) return false;
        latest.current.completion.onKeyDown(event);
        return event.defaultPrevented;
      },
      handleDOMEvents: {
        compositionstart: () => latest.current.completion.onCompositionStart(),
        compositionend: () => latest.current.completion.onCompositionEnd(),
        // Before the editor reads it: its own reading makes markup of what was copied without looking at it.
        paste: (now, event) => takeIn(now, event, event.clipboardData, latest.current.props.onFiles),
        drop: (now, event) =>
          now.dragging === null && takeIn(now, event, event.dataTransfer, latest.current.props.onFiles),
      },
    },
  });
  useImperativeHandle(fieldRef, () => richField(() => (editor === null || editor.isDestroyed ? null : editor.view)), [
    editor,
  ]);
  const { findings } = props;
  useEffect(() => {
    if (editor !== null && !editor.isDestroyed) tellMinded(editor.view, findings, latest.current.props.text);
  }, [editor, findings]);
  useEffect(() => {
    if (editor === null || (told.current.text === text && told.current.html === html)) return;
    // Sent, put back, or told by the hub: what is on screen is no longer what is kept.
    told.current = { text, html };
    editor.commands.setContent(documentOf(text, html, clean).toJSON() as object, { emitUpdate: false });
  }, [editor, text, html]);
  return (
    <div className="relative">
      {!readOnly && <CompletionList view={view} listId={listId} />}
      {editor !== null && <FormatBar editor={editor} disabled={readOnly} />}
      <EditorContent
        editor={editor}
        style={{ minHeight: leastPx }}
        className="max-h-[min(420px,50vh)] cursor-text overflow-y-auto"
        onClick={() => editor?.commands.focus()}
      />
    </div>
  );
}

/** Puts in what was pasted or dropped. False leaves it to the editor. */
function takeIn(
  view: EditorView,
  event: Event,
  data: DataTransfer | null,
  onFiles: (files: readonly File[]) => void,
): boolean {
  if (data === null) return false;
  const files = [...data.files];
  const markup = data.getData('text/html');
  const words = data.getData('text/plain');
  if (markup === '' && words === '' && files.length === 0) return false;
  event.preventDefault();
  // Office programs give a picture of the text along with it; then the text is meant.
  if (files.length > 0 && words === '') onFiles(files);
  else if (markup !== '') view.dispatch(view.state.tr.replaceSelection(pastedSlice(markup, clean)).scrollIntoView());
  else view.dispatch(view.state.tr.replaceSelection(sliceOf(words.replace(/\r\n?/gu, '\n'))).scrollIntoView());
  return true;
}
