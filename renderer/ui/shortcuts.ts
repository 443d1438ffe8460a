import { useEffect, useLayoutEffect, useRef } from 'react';
import { matchesChord } from './chord.ts';
import { isComposing } from './ime.ts';
import { KEYBOARD_MAP, type ShortcutId } from './keyboard-map.ts';

/** Where a shortcut works: on the page, or inside an open dialog. A dialog silences the page behind it. */
export type ShortcutScope = 'page' | 'dialog';

type Registration = {
  readonly id: ShortcutId;
  readonly scope: ShortcutScope;
  readonly run: (event: KeyboardEvent) => void;
};

/** Marks a modal part of the page, whose keys belong to it alone. Set by `Dialog`. */
export const DIALOG_SCOPE = { 'data-shortcut-scope': 'dialog' } as const;

/**
 * Marks a field with a chord of its own, `send`: inside it that chord is answered by those with the scope `dialog` alone.
 * Every other chord is the page's, as in any field.
 */
export const OWN_SEND = { 'data-shortcut-own': 'send' } as const;

const registrations: Registration[] = [];

/** Gives a shortcut its act until the returned function is called. Of several, the newest answers. */
export function registerShortcut(registration: Registration): () => void {
  registrations.push(registration);
  return () => {
    const index = registrations.indexOf(registration);
    if (index >= 0) registrations.splice(index, 1);
  };
}

function scopeOf(id: ShortcutId, event: KeyboardEvent): ShortcutScope {
  const isWithin = (selector: string): boolean =>
    event.target instanceof Element && event.target.closest(selector) !== null;
  return isWithin('[data-shortcut-scope="dialog"]') || isWithin(`[data-shortcut-own="${id}"]`) ? 'dialog' : 'page';
}

function dispatch(event: KeyboardEvent): void {
  if (isComposing(event)) return;
  const found = registrations
    .filter(({ id, scope }) => matchesChord(KEYBOARD_MAP[id].chord, event) && scope === scopeOf(id, event))
    .at(-1);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  // A key held down gives its shortcut once, and nothing to the field either.
  if (!event.repeat) found.run(event);
}

const onPage = (id: ShortcutId): Registration | undefined =>
  registrations.filter((candidate) => candidate.scope === 'page' && candidate.id === id).at(-1);

/** Whether a shortcut has an act on the page as it is now. */
export const canRunShortcut = (id: ShortcutId): boolean => onPage(id) !== undefined;

/** Does what the chord would do on the page: for lists of commands. */
export function runShortcut(id: ShortcutId): void {
  onPage(id)?.run(new KeyboardEvent('keydown'));
}

/** Starts listening for shortcuts in a window, text fields included. Returns the way to stop. */
export function installShortcuts(win: Window): () => void {
  // Capturing, so that no field or list swallows a chord that is ours.
  win.addEventListener('keydown', dispatch, true);
  return () => win.removeEventListener('keydown', dispatch, true);
}

/**
 * Gives a shortcut its act while this component is shown. The newest caller wins, and gives it back when it goes.
 * `enabled: false` leaves the chord to whoever else has it, or to the browser.
 */
export function useShortcut(
  id: ShortcutId,
  run: (event: KeyboardEvent) => void,
  { enabled = true, scope = 'page' }: { readonly enabled?: boolean; readonly scope?: ShortcutScope } = {},
): void {
  const latest = useRef(run);
  // With what is on screen, not a moment later: a chord acts on what its author sees.
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    return registerShortcut({ id, scope, run: (event) => latest.current(event) });
  }, [id, enabled, scope]);
}
