import type { LocalNamespace } from '#shared/ipc/local.ts';

/** How much and how long each kind of thing is kept. Days are counted from the last change, of a cache from the last look. */
type KeepingLimit = {
  readonly records: number;
  readonly days: number;
  /** Full: `oldest` makes room by the one not touched for longest; `refuse` takes nothing more, so that nothing is lost. */
  readonly whenFull: 'oldest' | 'refuse';
};

export type KeepingLimits = Readonly<Record<LocalNamespace, KeepingLimit>>;

export const KEEPING_LIMITS: KeepingLimits = {
  base: { records: 600, days: 14, whenFull: 'oldest' },
  thread: { records: 120, days: 14, whenFull: 'oldest' },
  draft: { records: 500, days: Number.POSITIVE_INFINITY, whenFull: 'refuse' },
  outbox: { records: 500, days: Number.POSITIVE_INFINITY, whenFull: 'refuse' },
  view: { records: 2000, days: Number.POSITIVE_INFINITY, whenFull: 'refuse' },
};

/** Most bytes of cached threads; beyond it the oldest go, whatever their number. */
export const MOST_THREAD_BYTES = 64 * 1024 * 1024;

export const DAY_MS = 86_400_000;
