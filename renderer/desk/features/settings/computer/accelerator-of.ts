import { acceleratorSchema } from '#shared/ipc/alerts.ts';

/** What a key press says of itself. */
export type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

const KEY = /^(?:Key([A-Z])|Digit([0-9])|(F\d{1,2}))$/;

/**
 * The accelerator of a key press, as Electron writes it; null while only modifiers are down, `wrong` for keys that cannot
 * be given away. By the key's place, not by what it types: an input method types something else.
 */
export function acceleratorOf({ code, ctrlKey, altKey, shiftKey, metaKey }: Pressed): string | 'wrong' | null {
  if (/^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/.test(code)) return null;
  const [, letter, digit, functionKey] = KEY.exec(code) ?? [];
  const key = letter ?? digit ?? functionKey;
  if (key === undefined) return 'wrong';
  const held = [ctrlKey && 'Control', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Super'];
  const accelerator = [...held.filter((one) => one !== false), key].join('+');
  return acceleratorSchema.safeParse(accelerator).success ? accelerator : 'wrong';
}

/** As it stands on the keys. */
export const keysOf = (accelerator: string, isMac: boolean): string =>
  accelerator
    .replace('CommandOrControl', isMac ? '⌘' : 'Ctrl')
    .replace('Control', isMac ? '⌃' : 'Ctrl')
    .replace('Super', isMac ? '⌘' : 'Super')
    .replace('Alt', isMac ? '⌥' : 'Alt')
    .replace('Shift', isMac ? '⇧' : 'Shift')
    .replaceAll('+', isMac ? '' : ' + ');
