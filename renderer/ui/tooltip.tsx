import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import type { Chord } from './chord.ts';
import { Kbd } from './kbd.tsx';

type TooltipProps = {
  readonly label: string;
  readonly chord?: Chord | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  /** The control it explains; it needs a name of its own, for a tooltip is never the only one. */
  readonly children: ReactElement<Record<string, unknown>>;
};

/** A word beside a control while it is pointed at or has the focus. */
export function Tooltip({ label, chord, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="flex items-center gap-2 rounded-s border border-line bg-raised px-2 py-1 text-ink shadow-float">
            {label}
            {chord && <Kbd chord={chord} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Lets neighbouring tooltips follow each other without waiting. Once, around the whole window. */
export const TooltipProvider = Base.Provider;
