import { type RefObject, useEffect, useLayoutEffect } from 'react';

const MOST_LINES = 20;

/** Px of twenty lines of a field, never more than 60 % of the window. */
export function mostHeight(field: HTMLElement): number {
  const style = getComputedStyle(field);
  const line = Number.parseFloat(style.lineHeight) || 21;
  const padding = (Number.parseFloat(style.paddingTop) || 0) + (Number.parseFloat(style.paddingBottom) || 0);
  return Math.round(Math.min(line * MOST_LINES + padding, window.innerHeight * 0.6));
}

/** Measured while the part around it keeps its height: were that to shrink for a moment, the thread above would scroll. */
function fitHeight(field: HTMLElement, leastPx: number): void {
  const around = field.parentElement;
  if (around !== null) around.style.height = `${around.offsetHeight}px`;
  field.style.height = '0';
  const neededPx = Math.max(field.scrollHeight, leastPx);
  field.style.height = `${Math.min(neededPx, Math.max(mostHeight(field), leastPx))}px`;
  if (around !== null) around.style.height = '';
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
