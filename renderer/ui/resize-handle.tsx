import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classNames } from './class-names.ts';

type ResizeHandleProps = {
  readonly label: string;
  /** The way the line itself lies: a horizontal one changes heights. */
  readonly orientation: 'horizontal' | 'vertical';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** +1 when dragging right or down makes the part larger, -1 when it makes it smaller. */
  readonly direction: 1 | -1;
  readonly onChange: (value: number) => void;
};

const STEP_PX = 16;

/** A line between two parts that resizes one of them, in pixels: by dragging, by arrow keys, Home and End. */
export function ResizeHandle({ label, orientation, value, min, max, direction, onChange }: ResizeHandleProps) {
  const drag = useRef<{ readonly from: number; readonly value: number } | null>(null);
  const isHorizontal = orientation === 'horizontal';
  const set = (next: number): void => onChange(Math.round(Math.max(min, Math.min(max, next))));
  const position = (event: PointerEvent): number => (isHorizontal ? event.clientY : event.clientX);
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = isHorizontal ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const next = {
      [less as string]: value - STEP_PX * direction,
      [more as string]: value + STEP_PX * direction,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    set(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can not be focused and moved
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: position(event), value };
      }}
      onPointerMove={(event) => {
        if (drag.current) set(drag.current.value + (position(event) - drag.current.from) * direction);
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      className={classNames(
        'touch-none rounded-full hover:bg-line-strong focus-visible:bg-focus',
        isHorizontal ? 'h-1.5 w-full cursor-row-resize' : 'h-full w-1.5 cursor-col-resize',
      )}
    />
  );
}
