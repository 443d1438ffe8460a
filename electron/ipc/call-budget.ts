import type { CallName } from '#shared/ipc/contract.ts';

/** Whether a page may make one more call now; whole seconds to wait when it may not, else null. */
export type CallBudget = (page: number, name: CallName) => number | null;

type Allowance = { readonly atOnce: number; readonly perSecond: number };

/** Opens a dialog or the browser, or asks some address outside: each is a person's own press of a button. */
const PRESSED: Allowance = { atOnce: 10, perSecond: 0.2 };

/** What people see or the hub counts is dear; far above anything that the desk does with a person before it. */
const DEAR: Partial<Readonly<Record<CallName, Allowance>>> = {
  'auth/sign-in': { atOnce: 20, perSecond: 0.5 },
  'auth/sign-on': PRESSED,
  'auth/prove': PRESSED,
  'hub/find': PRESSED,
  'hub/choose': PRESSED,
  'log/export': PRESSED,
  'crash/send': PRESSED,
  'update/check': { atOnce: 30, perSecond: 0.2 },
  'window/pop-out': { atOnce: 20, perSecond: 1 },
  'window/attention': { atOnce: 40, perSecond: 4 },
  // Each starts a program of the desktop's on Linux.
  'links/claim': PRESSED,
  'links/state': { atOnce: 20, perSecond: 1 },
  'shell/open-external': { atOnce: 30, perSecond: 1 },
  'notify/show': { atOnce: 40, perSecond: 4 },
};

/** Everything else shares one: opening a desk from its cache asks for some hundred records at once. */
const COMMON: Allowance = { atOnce: 4000, perSecond: 1000 };

/** A flood is one line of the log, not one for each call. */
const SAID_AGAIN_AFTER_MS = 10_000;

type Bucket = { readonly tokens: number; readonly at: number; readonly saidAt: number };

/**
 * Counts the calls of each page by token buckets, so that a script gone wrong can neither drown the main process nor fill
 * the screen with windows of other programs. `nowMs` is monotonic.
 */
export function createCallBudget(nowMs: () => number, log: (line: string) => void): CallBudget {
  const buckets = new Map<string, Bucket>();
  return (page, name) => {
    const dear = DEAR[name];
    const { atOnce, perSecond } = dear ?? COMMON;
    const of = `${page} ${dear === undefined ? '' : name}`;
    const now = nowMs();
    const bucket = buckets.get(of) ?? { tokens: atOnce, at: now, saidAt: Number.NEGATIVE_INFINITY };
    const tokens = Math.min(atOnce, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const isRefused = tokens < 1;
    const isSaid = isRefused && now - bucket.saidAt > SAID_AGAIN_AFTER_MS;
    if (isSaid) log(`ipc ${name} refused: page ${page} calls too often`);
    buckets.set(of, { tokens: isRefused ? tokens : tokens - 1, at: now, saidAt: isSaid ? now : bucket.saidAt });
    return isRefused ? Math.ceil((1 - tokens) / perSecond) : null;
  };
}
