import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { isComposing } from './ime.ts';

export type Choice<Value extends string> = {
  /** Unlike `value`, unique in the list: the same choice may stand among the last used and in its place. */
  readonly key: string;
  readonly value: Value;
  readonly disabled?: boolean | undefined;
  /** Shown while nothing is searched for: a heading over the first of each. */
  readonly section?: string | undefined;
  /** Left out while something is searched for, as it stands in the list a second time. */
  readonly isRepeat?: boolean | undefined;
  readonly body: ReactNode;
};

type ChoiceListProps<Value extends string> = {
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<Value>[];
  /** Whether a choice is found by a query that is not empty. */
  readonly isFound: (value: Value, query: string) => boolean;
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Enter on a choice: the next step. */
  readonly onEnter?: (() => void) | undefined;
  readonly none: string;
  readonly error?: string | undefined;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  readonly listClassName?: string | undefined;
};

/**
 * One of many, found by typing. The list is always in sight; arrows and typed words choose, Enter goes on. Nothing is
 * chosen until one of them is used. The field keeps the focus.
 */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { label, value, onChange, error } = props;
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const isSearching = query.trim() !== '';
  const shown = useMemo(
    () => props.choices.filter((c) => !isSearching || (!c.isRepeat && props.isFound(c.value, query))),
    [props.choices, props.isFound, isSearching, query],
  );
  const usable = shown.filter((choice) => choice.disabled !== true);
  const active =
    usable.find((choice) => choice.key === activeKey) ?? usable.find((choice) => choice.value === value) ?? usable[0];

  useEffect(() => {
    listRef.current?.querySelector('[data-active]')?.scrollIntoView?.({ block: 'nearest' });
  });

  const pick = (choice: Choice<Value>): void => {
    setActiveKey(choice.key);
    onChange(choice.value);
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      // The first arrow chooses what is marked already.
      const from = active === undefined ? -1 : usable.indexOf(active);
      const next = usable[value === null ? from : (from + step + usable.length) % usable.length];
      if (next !== undefined) pick(next);
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      pick(active);
      props.onEnter?.();
    }
  }

  function onQuery(text: string): void {
    setQuery(text);
    if (text.trim() === '') return;
    const first = props.choices.find((c) => !c.isRepeat && c.disabled !== true && props.isFound(c.value, text));
    if (first !== undefined) pick(first);
  }

  return (
    <div className="flex min-h-0 flex-col gap-1.5">
      <input
        ref={props.inputRef}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active && `${id}-${active.key}`}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        autoComplete="off"
        placeholder={props.placeholder}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
        className={classNames(
          'h-8 w-full rounded-s border bg-raised px-2.5',
          error === undefined ? 'border-field-line' : 'border-bad',
        )}
      />
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-bad">
          {error}
        </p>
      )}
      <div
        ref={listRef}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={classNames('overflow-y-auto rounded-r border border-line p-1', props.listClassName)}
      >
        {shown.length === 0 && (
          <p role="status" className="px-2 py-1.5 text-ink-3">
            {props.none}
          </p>
        )}
        {shown.map((choice, index) => (
          <Row
            key={choice.key}
            id={`${id}-${choice.key}`}
            choice={choice}
            heading={!isSearching && choice.section !== shown[index - 1]?.section ? choice.section : undefined}
            isActive={choice === active}
            isChosen={choice.value === value}
            onPick={() => pick(choice)}
          />
        ))}
      </div>
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly choice: Choice<string>;
  readonly heading: string | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onPick: () => void;
};

function Row({ id, choice, heading, isActive, isChosen, onPick }: RowProps) {
  const isOff = choice.disabled === true;
  return (
    <>
      {heading !== undefined && (
        <div role="presentation" className="px-2 pt-1.5 pb-0.5 font-medium text-ink-3">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        aria-disabled={isOff || undefined}
        {...(isActive && { 'data-active': '' })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => !isOff && onPick()}
        className={classNames(
          'grid min-h-7 grid-cols-[minmax(0,1fr)_16px] items-center gap-2 rounded-s px-2 py-1',
          isOff ? 'opacity-50' : 'hover:bg-panel',
          isActive && 'bg-line',
          isChosen && 'tint-accent font-semibold',
        )}
      >
        <span className="min-w-0">{choice.body}</span>
        {isChosen && <Check aria-hidden="true" size={14} />}
      </div>
    </>
  );
}
