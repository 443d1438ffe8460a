import { GLOBAL_SHORTCUTS, type GlobalShortcut, type GlobalShortcuts } from '#shared/ipc/alerts.ts';
import type { ShortcutState } from '#shared/ipc/shell.ts';

/** The part of Electron's `globalShortcut` that is used. */
export type KeyGrabber = {
  readonly register: (accelerator: string, pressed: () => void) => boolean;
  readonly unregister: (accelerator: string) => void;
};

export type GlobalKeys = {
  /** Takes these keys and lets the others go. Of two for the same keys, the first has them. */
  readonly apply: (wanted: GlobalShortcuts) => void;
  readonly state: () => readonly ShortcutState[];
};

/** [DK3] Keys that work while another program has the focus. Only what was registered here is given back. */
export function createGlobalKeys(keys: KeyGrabber, pressed: (id: GlobalShortcut) => void): GlobalKeys {
  const held = new Map<GlobalShortcut, string>();
  let states: readonly ShortcutState[] = GLOBAL_SHORTCUTS.map((id) => ({ id, state: 'off' }));

  const take = (id: GlobalShortcut, accelerator: string | null): ShortcutState => {
    if (accelerator === null) return { id, state: 'off' };
    if ([...held.values()].includes(accelerator)) return { id, state: 'taken' };
    if (!grab(accelerator, id)) return { id, state: 'taken' };
    held.set(id, accelerator);
    return { id, state: 'on' };
  };
  const grab = (accelerator: string, id: GlobalShortcut): boolean => {
    try {
      return keys.register(accelerator, () => pressed(id));
    } catch {
      // Keys that this platform does not know.
      return false;
    }
  };
  return {
    apply(wanted) {
      for (const accelerator of held.values()) keys.unregister(accelerator);
      held.clear();
      states = GLOBAL_SHORTCUTS.map((id) => take(id, wanted[id]));
    },
    state: () => states,
  };
}
