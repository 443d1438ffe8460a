import { describe, expect, it } from 'vitest';
import { chordId, chordParts, matchesChord } from '#renderer/ui/chord.ts';
import { KEYBOARD_MAP, type ShortcutEntry } from '#renderer/ui/keyboard-map.ts';

const entries: [string, ShortcutEntry][] = Object.entries(KEYBOARD_MAP);

const press = (key: string, over: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...over,
});

describe('[DK3] the keyboard map', () => {
  it('gives no chord twice, on either platform', () => {
    for (const apple of [true, false]) {
      const ids = entries.map(([, { chord }]) => chordId(chord, apple));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it.each(entries)('%s is a chord and leaves F6–F10 to the IME', (_, { chord }) => {
    expect(chord.mod || chord.alt).toBe(true);
    expect(chord.key).not.toMatch(/^f\d+$/);
  });

  it.each(entries)('%s stays clear of what browsers, systems and IMEs keep', (_, { chord }) => {
    const id = chordId(chord, false);
    const kept = [
      ...['n', 't', 'w', 'q'].flatMap((key) => [`Control+${key}`, `Control+Shift+${key}`]),
      ...['c', 'v', 'x', 'z', 'y', 'a', 'r', 'p', 's', 'u', 'i', 'o'].map((key) => `Control+${key}`),
      // F is knowledge's: one Chinese IME turns its letters with it, none that Japanese or English people write with.
      ...['u', 'r', 'z', 'v', 'i', 'j'].map((key) => `Control+Shift+${key}`),
      ...['.', ';', ' '].map((key) => `Control+${key}`),
      ...['arrowup', 'arrowdown'].flatMap((key) => [`Control+Alt+${key}`, `Control+Shift+${key}`]),
    ];
    expect(kept).not.toContain(id);
  });

  it.each(entries)('%s has its name in both languages', (_, { label }) => {
    expect(label.en).toMatch(/^[A-Z]/);
    expect(label.ja).toMatch(/[぀-ヿ一-鿿]/u);
  });
});

describe('chords', () => {
  const accept = KEYBOARD_MAP['accept-offer'].chord;

  it('are written as on the keys of the platform', () => {
    expect(chordParts(accept, false)).toEqual(['Ctrl', 'Shift', 'A']);
    expect(chordParts(accept, true)).toEqual(['⌘', '⇧', 'A']);
    expect(chordParts(KEYBOARD_MAP.send.chord, false)).toEqual(['Ctrl', '↵']);
  });

  it('match with exactly their modifiers', () => {
    expect(matchesChord(accept, press('A', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matchesChord(accept, press('a', { ctrlKey: true }), false)).toBe(false);
    expect(matchesChord(accept, press('A', { ctrlKey: true, shiftKey: true, altKey: true }), false)).toBe(false);
    expect(matchesChord(accept, press('A', { metaKey: true, shiftKey: true }), false)).toBe(false);
    expect(matchesChord(accept, press('a', { metaKey: true, shiftKey: true }), true)).toBe(true);
  });

  it('match by the key’s place where the layout types no Latin letter', () => {
    const chord = KEYBOARD_MAP.palette.chord;
    expect(matchesChord(chord, press('の', { ctrlKey: true, code: 'KeyK' }), false)).toBe(true);
    expect(matchesChord(chord, press('t', { ctrlKey: true, code: 'KeyK' }), false)).toBe(false);
  });

  it('match a sign whether or not the layout needs Shift for it', () => {
    const chord = KEYBOARD_MAP['keyboard-map'].chord;
    expect(matchesChord(chord, press('/', { ctrlKey: true }), false)).toBe(true);
    expect(matchesChord(chord, press('/', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });
});
