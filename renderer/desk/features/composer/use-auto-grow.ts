import { type RefObject, useEffect, useLayoutEffect } from 'react';

const MOST_LINES = 20;

/** Px of twenty lines of a field, never more than 60 % of the window. */
export function mostHeight(field: HTMLElement): number {
  const style = getComputedStyle(field);
  const line = Number.parseFloat(style.lineHeight) || 21;
  const padding = (Number.parseFloat(style.paddingTop) || 0) + (Number.parseFloat(style.paddingBottom) || 0);
  return Math.round(Math.min(line * MOST_LINES + padding, window.innerHeight * 0.6));
}

function fitHeight(field: HTMLElement, leastPx: number): void {
  field.style.height = '0';
  field.style.height = `${Math.min(Math.max(field.scrollHeight, leastPx), Math.max(mostHeight(field), leastPx))}px`;
}

/** Lets a text field grow with its words from `leastPx` to twenty lines; then it scrolls. Follows its width too. */
export function useAutoGrow(ref: RefObject<HTMLTextAreaElement | null>, text: string, leastPx: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text, which is read from the field
  useLayoutEffect(() => {
    if (ref.current !== null) fitHeight(ref.current, leastPx);
  }, [ref, text, leastPx]);
  useEffect(() => {
    const field = ref.current;
    if (field === null || typeof ResizeObserver === 'undefined') return undefined;
    let width = field.clientWidth;
    const observer = new ResizeObserver(() => {
      if (field.clientWidth === width) return;
      width = field.clientWidth;
      fitHeight(field, leastPx);
    });
    observer.observe(field);
    return () => observer.disconnect();
  }, [ref, leastPx]);
}
