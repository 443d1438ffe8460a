import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type FieldProps = {
  readonly label: string;
  /** A word of help under the label. */
  readonly hint?: string | undefined;
  /** What is wrong with the value, and what would be right. */
  readonly error?: string | undefined;
  readonly required?: string | undefined;
  readonly children: ReactNode;
};

/** A label, a control from this file, its hint and its error, tied together for screen readers. */
export function Field({ label, hint, error, required, children }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className="flex flex-col gap-1">
      <Base.Label className="font-medium text-ink-2">
        {label}
        {required !== undefined && <span className="ml-1.5 text-ink-3">{required}</span>}
      </Base.Label>
      {hint !== undefined && <Base.Description className="text-ink-3">{hint}</Base.Description>}
      {children}
      {error !== undefined && (
        <Base.Error match role="alert" className="text-bad">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}

const CONTROL =
  'w-full rounded-s border border-field-line bg-raised px-2.5 text-ink disabled:opacity-60 data-[invalid]:border-bad read-only:bg-panel';

/** One line of text. Inside a `Field`, or with a name of its own. */
export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <Base.Control className={classNames(CONTROL, 'h-8', className)} {...rest} />;
}

/** Several lines of text; the caller sets its height. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Base.Control render={<textarea {...rest} />} className={classNames(CONTROL, 'resize-none py-2', className)} />
  );
}
