/**
 * Small values of one hub, kept in the shop's origin. Where the browser lets nothing be kept (blocked storage, private
 * windows, sandboxed frames) they live as long as the page, and nobody is told that anything is wrong.
 */
export type Store = {
  readonly get: (key: string) => string | null;
  /** `null` removes. */
  readonly set: (key: string, value: string | null) => void;
};

/** `visits` outlives the visit (localStorage); `tab` only a change of page (sessionStorage). */
export function openStore(area: 'visits' | 'tab', hubOrigin: string): Store {
  const memory = new Map<string, string>();
  const storage = usable(area);
  const name = (key: string): string => `tsunagi:${hubOrigin}:${key}`;
  return {
    get(key) {
      try {
        return storage?.getItem(name(key)) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
      try {
        if (value === null) storage?.removeItem(name(key));
        else storage?.setItem(name(key), value);
      } catch {
        // Full or blocked meanwhile: memory has it.
      }
    },
  };
}

function usable(area: 'visits' | 'tab'): Storage | null {
  try {
    return area === 'visits' ? window.localStorage : window.sessionStorage;
  } catch {
    return null; // reading the property throws where storage is blocked
  }
}
