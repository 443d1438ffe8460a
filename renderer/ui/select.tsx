import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import { POPUP } from './popup-look.ts';

export type SelectOption<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Shown, and not to be chosen; its label says why. */
  readonly disabled?: boolean | undefined;
};

type SelectProps<Value extends string> = {
  readonly options: readonly SelectOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Its name where no `Field` gives one. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
};

/** One of many, in a list that opens. Letters typed find an option. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  label,
  placeholder,
  className,
}: SelectProps<Value>) {
  return (
    <Base.Root<Value>
      items={[...options]}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={classNames(
          'flex h-8 min-w-0 items-center justify-between gap-2 rounded-s border border-field-line bg-raised px-2.5 text-left',
          className,
        )}
      >
        <span className="truncate">
          <Base.Value>
            {(chosen: Value | null) => options.find((option) => option.value === chosen)?.label ?? placeholder}
          </Base.Value>
        </span>
        <Base.Icon>
          <ChevronDown aria-hidden="true" size={14} className="text-ink-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup
            className={classNames(
              POPUP,
              'max-h-[min(20rem,var(--available-height))] min-w-(--anchor-width) overflow-y-auto p-1',
            )}
          >
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="grid min-h-7 grid-cols-[16px_1fr] items-center gap-2 rounded-s px-2 py-1 outline-none data-[highlighted]:bg-line data-[disabled]:text-ink-3"
              >
                <Base.ItemIndicator className="col-start-1">
                  <Check aria-hidden="true" size={14} />
                </Base.ItemIndicator>
                <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
