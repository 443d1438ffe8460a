import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tab<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly count?: number | undefined;
};

type TabsProps<Value extends string> = {
  readonly tabs: readonly Tab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What the tabs divide, for screen readers. */
  readonly label: string;
  /** The panel of the chosen tab. */
  readonly children: ReactNode;
  /** Counts under the words, for a narrow column: five Japanese tabs fit in 272 px. */
  readonly stacked?: boolean | undefined;
  readonly className?: string | undefined;
  readonly listClassName?: string | undefined;
  readonly panelClassName?: string | undefined;
};

/** Tabs over one panel. Arrow keys move between them, Enter or Space chooses; counts are part of a tab's name. */
export function Tabs<Value extends string>({
  tabs,
  value,
  onChange,
  label,
  children,
  stacked = false,
  className,
  listClassName,
  panelClassName,
}: TabsProps<Value>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next: Value) => onChange(next)}
      className={classNames('flex min-h-0 flex-col', className)}
    >
      <Base.List
        aria-label={label}
        className={classNames(
          'flex overflow-x-auto border-line border-b [scrollbar-width:none]',
          stacked ? 'justify-between px-2' : 'gap-3 px-(--pad-x)',
          listClassName,
        )}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={classNames(
              '-outline-offset-2 whitespace-nowrap border-transparent border-b-2 text-ink-2 hover:text-ink',
              'data-[active]:border-accent data-[active]:font-semibold data-[active]:text-ink',
              stacked ? 'flex flex-col items-center px-0.5 pt-1.5 pb-1 leading-snug' : 'py-2.5',
            )}
          >
            {tab.label}
            {/* The space parts word and count in the tab's name. */}
            {tab.count !== undefined && ' '}
            {tab.count !== undefined && <span className="figures">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={value} className={classNames('min-h-0 flex-1', panelClassName)}>
        {children}
      </Base.Panel>
    </Base.Root>
  );
}
