import { createContext, useContext, useSyncExternalStore } from 'react';

/** The hub's time less this machine's, milliseconds. */
const Ahead = createContext(0);
export const HubClock = Ahead.Provider;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let current = 0;

function everySecond(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const one of [...listeners]) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function now(): number {
  // Between two seconds it stands still, so that one look is like the next.
  if (timer === null || current === 0) current = Date.now();
  return current;
}

/**
 * What follows from the hub's time, looked at every second. Only where it comes out differently is anything drawn again,
 * so give words, figures or flags, not objects.
 */
export function useTicking<T extends string | number | boolean | null>(of: (now: Date) => T): T {
  const ahead = useContext(Ahead);
  return useSyncExternalStore(everySecond, () => of(new Date(now() + ahead)));
}

/** A figure that runs. */
export function Ticking({ of }: { readonly of: (now: Date) => string }) {
  return <span className="figures">{useTicking(of)}</span>;
}
