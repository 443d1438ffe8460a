/** What is needed of a keyboard event; satisfied by the DOM's and, through `nativeEvent`, by React's. */
type KeyEvent = Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'key' | 'timeStamp'>;
type ReactKeyEvent = { readonly nativeEvent: KeyEvent };

/**
 * An Enter this soon after a composition ended is the one that ended it: Safari, and some IMEs on Linux, send
 * compositionend first and the key after. A person's next Enter takes longer than this.
 */
const AFTER_COMPOSITION_MS = 50;

let isOpen = false;
let endedAtMs = Number.NEGATIVE_INFINITY;

/** Starts following compositions in a document. Returns the way to stop. */
export function watchComposition(doc: Document): () => void {
  const start = (): void => {
    isOpen = true;
  };
  const end = (event: Event): void => {
    isOpen = false;
    endedAtMs = event.timeStamp;
  };
  // A field removed while composing sends no compositionend; the next focus closes it, or no key would work again.
  const refocus = (): void => {
    isOpen = false;
  };
  doc.addEventListener('compositionstart', start, true);
  doc.addEventListener('compositionend', end, true);
  doc.addEventListener('focusin', refocus, true);
  return () => {
    doc.removeEventListener('compositionstart', start, true);
    doc.removeEventListener('compositionend', end, true);
    doc.removeEventListener('focusin', refocus, true);
    isOpen = false;
    endedAtMs = Number.NEGATIVE_INFINITY;
  };
}

/**
 * Whether a key belongs to the IME and must do nothing else: while composing, and the Enter that ends it ([DK3]).
 * Needs `watchComposition` on the document for the last case.
 */
export function isComposing(event: KeyEvent | ReactKeyEvent): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event;
  if (key.isComposing || key.keyCode === 229 || isOpen) return true;
  const sinceEndMs = key.timeStamp - endedAtMs;
  return key.key === 'Enter' && sinceEndMs >= 0 && sinceEndMs < AFTER_COMPOSITION_MS;
}
