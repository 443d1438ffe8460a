import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Segment<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean | undefined;
  /** Classes of the segment, for a dye. */
  readonly className?: string | undefined;
};

type SegmentedControlProps<Value extends string> = {
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly label: string;
};

/** One of a few, all in sight. Exactly one is always chosen. */
export function SegmentedControl<Value extends string>({
  segments,
  value,
  onChange,
  label,
}: SegmentedControlProps<Value>) {
  return (
    <ToggleGroup<Value>
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        // Pressing the chosen one again would leave none.
        if (next !== undefined) onChange(next);
      }}
      className="inline-flex w-fit overflow-hidden rounded-[8px] border border-line-strong bg-raised"
    >
      {segments.map((segment) => (
        <Toggle
          key={segment.value}
          value={segment.value}
          disabled={segment.disabled ?? false}
          className={classNames(
            '-outline-offset-2 inline-flex min-h-(--control) items-center gap-1.5 whitespace-nowrap border-line border-r px-3 text-ink-2 last:border-r-0 hover:text-ink',
            'data-[pressed]:tint-accent data-[pressed]:font-semibold data-[pressed]:text-ink data-[disabled]:opacity-50',
            segment.className,
          )}
        >
          {segment.icon}
          {segment.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
