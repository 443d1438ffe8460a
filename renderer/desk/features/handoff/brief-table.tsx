import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { v7 } from 'uuid';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { BRIEF_PARTS } from '#shared/domain/brief.ts';
import {
  addLineAfter,
  type BriefPart,
  type EditedLine,
  editLine,
  MOST_LINES,
  moveLine,
  removeLine,
} from './brief-lines.ts';
import { ItemLink } from './item-link.tsx';

type LineProps = {
  readonly line: EditedLine;
  readonly index: number;
  readonly partName: string;
  readonly onEdit: (text: string) => void;
  readonly onRemove: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
};

const STEPS: Readonly<Record<string, -1 | 1 | undefined>> = { ArrowUp: -1, ArrowDown: 1 };

const LINE =
  'col-start-1 row-start-1 min-h-7 min-w-0 break-words rounded-s border border-transparent px-1.5 py-0.5 leading-normal';

function Line({ line, index, partName, onEdit, onRemove, onKeyDown }: LineProps) {
  const { t } = useTranslation('handoff');
  return (
    <div className="group flex items-start gap-1">
      {/* Words nobody sees give the field its height, at whatever width. */}
      <div className="grid min-w-0 flex-1">
        <span aria-hidden="true" className={classNames(LINE, 'invisible whitespace-pre-wrap')}>
          {`${line.text}\u200b`}
        </span>
        <textarea
          rows={1}
          data-line={line.id}
          aria-label={t('brief.line', { part: partName, index: index + 1 })}
          placeholder={t('brief.empty')}
          maxLength={1000}
          value={line.text}
          onChange={(event) => onEdit(event.target.value.replace(/\n/g, ' '))}
          onKeyDown={onKeyDown}
          className={classNames(
            LINE,
            'resize-none overflow-hidden bg-transparent placeholder:text-ink-3 hover:border-line focus:border-field-line focus:bg-raised',
          )}
        />
      </div>
      <span className="flex shrink-0 items-center pt-0.5">
        {line.items.map((item) => (
          <ItemLink key={`${item.customerId} ${item.seq}`} item={item} />
        ))}
        <button
          type="button"
          aria-label={t('brief.remove')}
          tabIndex={-1}
          onClick={onRemove}
          className={classNames(
            'grid size-6 place-items-center rounded-s text-ink-3 opacity-0 hover:bg-line hover:text-ink group-focus-within:opacity-100 group-hover:opacity-100',
            line.text === '' && 'invisible',
          )}
        >
          <X aria-hidden="true" size={14} />
        </button>
      </span>
    </div>
  );
}

type BriefTableProps = {
  readonly lines: readonly EditedLine[];
  readonly onChange: (lines: readonly EditedLine[]) => void;
};

/**
 * The brief, editable line by line: Enter adds one, Backspace in an empty one removes it, arrows go from one to the next,
 * with Alt they take the line along.
 */
export function BriefTable({ lines, onChange }: BriefTableProps) {
  const { t } = useTranslation('handoff');
  const rootRef = useRef<HTMLDivElement>(null);
  const focusNext = useRef<string | null>(null);
  const fieldOf = (id: string | undefined): HTMLTextAreaElement | null =>
    id === undefined ? null : (rootRef.current?.querySelector(`[data-line="${id}"]`) ?? null);

  useEffect(() => {
    if (focusNext.current === null) return;
    fieldOf(focusNext.current)?.focus();
    focusNext.current = null;
  });

  function add(after: EditedLine): void {
    const id = v7();
    focusNext.current = id;
    onChange(addLineAfter(lines, after.id, id));
  }

  function remove(line: EditedLine): void {
    const at = lines.indexOf(line);
    focusNext.current = (lines.filter((one) => one.part === line.part).length > 1 ? lines[at - 1] : line)?.id ?? null;
    onChange(removeLine(lines, line.id));
  }

  /** With Alt an arrow takes the line along. */
  function onAltKey(event: KeyboardEvent<HTMLTextAreaElement>, line: EditedLine): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    focusNext.current = line.id;
    onChange(moveLine(lines, line.id, step, v7()));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>, line: EditedLine): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      onAltKey(event, line);
      return;
    }
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const at = lines.indexOf(line);
    if (event.key === 'Enter') {
      event.preventDefault();
      if (line.text.trim() !== '') add(line);
    } else if (event.key === 'Backspace' && line.text === '') {
      event.preventDefault();
      remove(line);
    } else if (event.key === 'ArrowDown' && selectionEnd === value.length) {
      event.preventDefault();
      fieldOf(lines[at + 1]?.id)?.focus();
    } else if (event.key === 'ArrowUp' && selectionStart === 0) {
      event.preventDefault();
      fieldOf(lines[at - 1]?.id)?.focus();
    }
  }

  function row(part: BriefPart) {
    const partName = t(`brief.${part}`);
    const own = lines.filter((line) => line.part === part);
    const last = own.at(-1);
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a box that is not wanted here
      <div
        key={part}
        role="group"
        aria-label={partName}
        className="grid grid-cols-[92px_minmax(0,1fr)] border-line border-b px-3 py-1 last:border-b-0"
      >
        <span className="flex items-start gap-1 py-1 text-ink-2">
          {partName}
          {last !== undefined && last.text !== '' && own.length < MOST_LINES && (
            <button
              type="button"
              aria-label={t('brief.add', { part: partName })}
              tabIndex={-1}
              onClick={() => add(last)}
              className="grid size-6 place-items-center rounded-s text-ink-3 hover:bg-line hover:text-ink"
            >
              <Plus aria-hidden="true" size={14} />
            </button>
          )}
        </span>
        <div className="min-w-0">
          {own.map((line, index) => (
            <Line
              key={line.id}
              line={line}
              index={index}
              partName={partName}
              onEdit={(text) => onChange(editLine(lines, line.id, text))}
              onRemove={() => remove(line)}
              onKeyDown={(event) => onKeyDown(event, line)}
            />
          ))}
        </div>
      </div>
    );
  }

  return (
    <div ref={rootRef} className="rounded-r border border-line">
      {BRIEF_PARTS.map(row)}
    </div>
  );
}
