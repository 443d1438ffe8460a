import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { Chord } from './chord.ts';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import { POPUP } from './popup-look.ts';

const ITEM =
  'flex min-h-7 items-center gap-2.5 rounded-s px-2.5 py-1 outline-none data-[highlighted]:bg-line data-[disabled]:opacity-50';

type MenuProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  /** `MenuItem`, `MenuRadioGroup` and `MenuSeparator`. */
  readonly children: ReactNode;
};

/** A list of acts that opens from a button. Leaves the page behind it alive. */
export function Menu({ trigger, side = 'bottom', align = 'start', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup className={classNames(POPUP, 'min-w-44 p-1')}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly chord?: Chord | undefined;
  readonly disabled?: boolean | undefined;
  readonly children: ReactNode;
};

export function MenuItem({ onSelect, icon, chord, disabled = false, children }: MenuItemProps) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} className={ITEM}>
      {icon}
      <span className="flex-1">{children}</span>
      {chord && <Kbd chord={chord} />}
    </Base.Item>
  );
}

type MenuRadioGroupProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
};

/** One of several states, chosen in a menu. */
export function MenuRadioGroup<Value extends string>({ label, value, onChange, options }: MenuRadioGroupProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 py-1 text-ink-3">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden="true" size={14} />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

type MenuSwitchProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
};

/** Something that is on or off; the menu stays open, so that the change is seen. */
export function MenuSwitch({ isOn, onChange, children }: MenuSwitchProps) {
  return (
    <Base.CheckboxItem checked={isOn} onCheckedChange={(next) => onChange(next)} className={ITEM}>
      <span className="flex-1">{children}</span>
      <span
        aria-hidden="true"
        className={classNames(
          'flex h-4 w-7 items-center rounded-full border px-0.5',
          isOn ? 'justify-end border-accent bg-accent' : 'justify-start border-field-line bg-panel',
        )}
      >
        <span className={classNames('size-2.5 rounded-full', isOn ? 'bg-accent-ink' : 'bg-field-line')} />
      </span>
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 border-line border-t" />;
}
