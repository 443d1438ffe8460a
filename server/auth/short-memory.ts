import type { Clock } from '#shared/lib/clock.ts';

const MOST = 20_000;

/**
 * Remembers answers for a short while, so that a burst of requests of one asker costs one look-up. Two that ask at once
 * share it; what throws is not remembered.
 */
export function shortMemory<T>(clock: Clock, lifeMs: number) {
  const kept = new Map<string, { at: number; value: Promise<T> }>();
  return {
    get(key: string, find: () => Promise<T>): Promise<T> {
      const now = clock.now().getTime();
      const known = kept.get(key);
      if (known !== undefined && now - known.at < lifeMs) return known.value;
      kept.delete(key);
      if (kept.size >= MOST) kept.clear();
      const value = find();
      kept.set(key, { at: now, value });
      value.catch(() => {
        if (kept.get(key)?.value === value) kept.delete(key);
      });
      return value;
    },
    forget: (key: string) => void kept.delete(key),
  };
}
