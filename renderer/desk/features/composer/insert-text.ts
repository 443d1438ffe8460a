/** Replaces a stretch of a text field as if it had been typed, so that undo takes it back and the field's owner hears of it. */
export function insertText(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.focus();
  field.setSelectionRange(start, end);
  // Deprecated, and still the only way that keeps the field's undo history.
  const isTyped = typeof document.execCommand === 'function' && document.execCommand('insertText', false, text);
  if (isTyped) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
