import { type ClipboardEvent, type ReactNode, type RefObject, useId, useImperativeHandle, useRef } from 'react';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type ReplyFacts, unfilledIn } from '#shared/domain/reply-variables.ts';
import type { Manner, SavedReply } from '#shared/domain/saved-reply.ts';
import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import type { Mode } from './composer-store.ts';
import { mindedLook } from './minded-look.ts';
import type { Trigger } from './trigger.ts';
import { useAutoGrow } from './use-auto-grow.ts';
import { useCompletion } from './use-completion.ts';
import { plainField, type WritingField } from './writing-field.ts';

export type ComposerFieldProps = {
  readonly fieldRef: RefObject<WritingField | null>;
  readonly text: string;
  readonly mode: Mode;
  readonly label: string;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly leastPx: number;
  readonly customerLocale: Locale;
  readonly facts: ReplyFacts;
  /** How one writes here: it decides which words of a saved reply are taken. */
  readonly manner: Manner;
  /** What the team's wording rules mind in the text. */
  readonly findings: readonly WordingFinding[];
  readonly onReplyUsed: (reply: SavedReply) => void;
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onToNote: (trigger: Trigger) => void;
  readonly onBlur: () => void;
};

const LAYOUT = 'w-full px-3.5 pt-2.5 pb-1.5 whitespace-pre-wrap break-words';

type Mark = { readonly start: number; readonly end: number; readonly className: string };

/** Variables that are not filled, and what the wording rules mind; of what was written meanwhile nothing. */
function marksOf(text: string, findings: readonly WordingFinding[]): Mark[] {
  const unfilled = unfilledIn(text).map(({ start, end }) => ({
    start,
    end,
    className: 'rounded-s bg-mark text-transparent',
  }));
  const minded = findings
    .filter(({ start, end, found }) => text.slice(start, end) === found)
    .map(({ start, end, level }) => ({
      start,
      end,
      className: classNames('bg-transparent text-transparent', mindedLook(level)),
    }));
  return [...unfilled, ...minded].sort((a, b) => a.start - b.start);
}

/** What stands behind the words, to mark them; a text field can not mark its own. */
function Marks({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { start, end, className } of marks) {
    parts.push(
      text.slice(from, start),
      <mark key={start} className={className}>
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  return [...parts, text.slice(from), '\n'];
}

/** The field itself: grows, marks, completes. Enter is a new line; a chord sends. */
export function ComposerField(props: ComposerFieldProps) {
  const { fieldRef, text, mode, readOnly } = props;
  const areaRef = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(fieldRef, () => plainField(areaRef.current as HTMLTextAreaElement), []);
  const marksRef = useRef<HTMLDivElement>(null);
  const listId = useId();
  useAutoGrow(areaRef, text, props.leastPx);
  const completion = useCompletion(props);
  const { view } = completion;
  const activeOption = view.options[view.active];
  const marks = mode === 'reply' ? marksOf(text, props.findings) : [];
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    // Office programs give a picture of the text along with it; then the text is meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    props.onFiles(files);
  };
  return (
    <div className="relative">
      {!readOnly && <CompletionList view={view} listId={listId} />}
      <div className="relative overflow-hidden">
        {marks.length > 0 && (
          <div
            ref={marksRef}
            aria-hidden="true"
            className={classNames(LAYOUT, 'absolute inset-x-0 top-0 text-transparent')}
          >
            <Marks text={text} marks={marks} />
          </div>
        )}
        <textarea
          ref={areaRef}
          aria-label={props.label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={view.kind === null ? undefined : listId}
          aria-activedescendant={activeOption && optionId(listId, activeOption)}
          aria-multiline="true"
          placeholder={props.placeholder}
          readOnly={readOnly}
          rows={1}
          spellCheck
          value={text}
          onChange={(event) => {
            props.onText(event.target.value);
            completion.readCaret();
          }}
          onSelect={completion.readCaret}
          onKeyDown={completion.onKeyDown}
          onBlur={() => {
            completion.onBlur();
            props.onBlur();
          }}
          onPaste={onPaste}
          onCompositionStart={completion.onCompositionStart}
          onCompositionEnd={completion.onCompositionEnd}
          onScroll={(event) => {
            if (marksRef.current) marksRef.current.style.top = `${-event.currentTarget.scrollTop}px`;
          }}
          className={classNames(
            LAYOUT,
            'relative block resize-none overflow-y-auto border-0 bg-transparent text-ink outline-none placeholder:text-ink-3',
          )}
        />
      </div>
    </div>
  );
}
