/**
 * Whether an Enter means "send": never while an IME composes ([DK3]), nor right after, when Safari and some IMEs on Linux
 * deliver the Enter that ended the composition as a key of its own.
 */
export function createEnterKey(): {
  readonly composed: (event: Pick<Event, 'type' | 'timeStamp'>) => void;
  readonly means: (event: KeyFacts) => boolean;
} {
  let composing = false;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  return {
    composed({ type, timeStamp }) {
      composing = type === 'compositionstart';
      if (type === 'compositionend') endedAtMs = timeStamp;
    },
    means(event) {
      if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
      if (composing || event.isComposing || event.keyCode === 229) return false;
      const sinceEndMs = event.timeStamp - endedAtMs;
      return sinceEndMs < 0 || sinceEndMs >= AFTER_COMPOSITION_MS;
    },
  };
}

export type KeyFacts = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'isComposing' | 'keyCode' | 'timeStamp'>;

/** A person's next Enter takes longer than this. */
const AFTER_COMPOSITION_MS = 50;
