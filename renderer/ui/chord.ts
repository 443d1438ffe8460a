import { isApple } from './platform.ts';

/** A key with its modifiers. `mod` is Ctrl, or ⌘ on macOS. `key` is a `KeyboardEvent.key` in lower case. */
export type Chord = {
  readonly key: string;
  readonly mod?: true;
  readonly shift?: true;
  readonly alt?: true;
};

/** What a chord needs to know of a keyboard event; satisfied by the DOM's and by React's. */
export type ChordEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const NAMES: Readonly<Record<string, string>> = {
  enter: '↵',
  arrowdown: '↓',
  arrowup: '↑',
  escape: 'Esc',
};

/** The parts of a chord as they stand on the keys, in the order people say them. */
export function chordParts(chord: Chord, apple: boolean = isApple()): readonly string[] {
  const key = NAMES[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key);
  const modifiers: [true | undefined, string, string][] = [
    [chord.mod, 'Ctrl', '⌘'],
    [chord.alt, 'Alt', '⌥'],
    [chord.shift, 'Shift', '⇧'],
  ];
  return [...modifiers.flatMap(([on, pc, mac]) => (on ? [apple ? mac : pc] : [])), key];
}

/** One string per chord, equal for equal chords; also the value of `aria-keyshortcuts`. */
export function chordId(chord: Chord, apple: boolean = isApple()): string {
  const parts = [chord.mod && (apple ? 'Meta' : 'Control'), chord.alt && 'Alt', chord.shift && 'Shift', chord.key];
  return parts.filter(Boolean).join('+');
}

/**
 * Whether an event is this chord. A letter is compared by what it types; where the layout types no Latin letter
 * (kana input, Cyrillic), by the place of its key.
 */
export function matchesChord(chord: Chord, event: ChordEvent, apple: boolean = isApple()): boolean {
  const mod = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  if (other || mod !== (chord.mod ?? false) || event.altKey !== (chord.alt ?? false)) return false;
  // A sign such as `/` is a shifted key on some layouts, so Shift counts only with letters and named keys.
  const isSign = /^[^a-z0-9]$/.test(chord.key);
  if (!isSign && event.shiftKey !== (chord.shift ?? false)) return false;
  if (event.key.toLowerCase() === chord.key) return true;
  return (
    /^[a-z]$/.test(chord.key) && !/^[\x20-\x7e]$/.test(event.key) && event.code === `Key${chord.key.toUpperCase()}`
  );
}
