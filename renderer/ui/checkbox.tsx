import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type CheckboxProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean | undefined;
};

/** Yes or no, with its words beside it; the words are part of what is pressed. */
export function Checkbox({ checked, onChange, children, disabled = false }: CheckboxProps) {
  return (
    <label className={classNames('flex min-h-(--control) items-center gap-2', disabled && 'opacity-60')}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-(--accent)"
      />
      <span className="min-w-0">{children}</span>
    </label>
  );
}

type CheckGroupProps<Value extends string> = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly values: readonly Value[];
  readonly onChange: (values: Value[]) => void;
  /** In place of the options when there are none. */
  readonly none?: string | undefined;
};

/** Any of several, in the order given. */
export function CheckGroup<Value extends string>(props: CheckGroupProps<Value>) {
  const { label, hint, options, values, onChange, none } = props;
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-ink-2">{label}</legend>
      {hint !== undefined && <p className="text-ink-3">{hint}</p>}
      <div className="flex flex-wrap gap-x-5">
        {options.length === 0 && <p className="text-ink-3">{none}</p>}
        {options.map((option) => (
          <Checkbox
            key={option.value}
            checked={values.includes(option.value)}
            onChange={(on) =>
              onChange(options.map(({ value }) => value).filter((v) => (v === option.value ? on : values.includes(v))))
            }
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
