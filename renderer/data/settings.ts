import { DEFAULT_SETTINGS, type Settings, type SettingsPatch, settingsSchema } from '#shared/ipc/settings.ts';
import { desktop } from './desktop.ts';

/** The agent's choices about their own window: in the desktop kept by the main process, in a browser by the browser. */
export type SettingsStore = {
  /** The choices of now; the same object until one changes. */
  readonly current: () => Settings;
  /** Applies a choice at once; keeping it may fail (a full disk), then it holds for this window only. */
  readonly change: (patch: SettingsPatch) => void;
  /** Calls back after each change, of whatever window. Returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
};

const STORAGE_KEY = 'tsunagi.settings';

/** Reads what is kept. What is missing, damaged or of another version gives the defaults. */
function readKept(storage: Storage): Settings {
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null');
    const parsed = settingsSchema.safeParse(kept);
    return parsed.success ? parsed.data : DEFAULT_SETTINGS;
  } catch {
    // Not JSON, or a browser that refuses storage: the defaults serve.
    return DEFAULT_SETTINGS;
  }
}

function keep(storage: Storage, settings: Settings): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // Full or refused; the choice holds until the window closes.
  }
}

/**
 * The settings, ready at once: the last known ones are kept by the page too, so that the first frame has the right
 * theme and language; in the desktop the main process then corrects them.
 */
export function createSettingsStore(storage: Storage = window.localStorage, bridge = desktop): SettingsStore {
  let settings = readKept(storage);
  const listeners = new Set<() => void>();
  const take = (next: Settings): void => {
    settings = next;
    keep(storage, next);
    for (const listener of listeners) listener();
  };
  if (bridge) {
    bridge.onSettingsChanged(take);
    void bridge.getSettings().then((answer) => {
      if (answer.ok) take(answer.data);
    });
  }
  return {
    current: () => settings,
    change: (patch) => {
      const given = Object.entries(patch).filter(([, value]) => value !== undefined);
      take({ ...settings, ...(Object.fromEntries(given) as Partial<Settings>) });
      void bridge?.setSettings(patch);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
