import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reportFailed, reportWorked, saveCursor } from '#server/channels/connections/open-connection.ts';
import { type Connection, ProviderError, type Runner } from '#server/channels/provider.ts';
import type { ShopFacts } from '#server/channels/shop-door.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { takeOrder } from './take-order.service.ts';

const cursorSchema = z.object({
  /** Everything the shop changed before this is here. */
  since: z.iso.datetime(),
  /** Where the look that is under way stands; null between two. */
  page: z.string().nullable(),
  /** When the look that is under way began. */
  begun: z.iso.datetime().nullable(),
});
export type BackfillCursor = z.infer<typeof cursorSchema>;

export type BackfillPage = {
  readonly orders: readonly ShopFacts[];
  /** The next page's name in the shop's words; null at the end. */
  readonly next: string | null;
  /** The shop is nearly out of patience: wait so long before the next page. */
  readonly pauseMs?: number;
};
export type ReadPage = (connection: Connection, since: string, page: string | null) => Promise<BackfillPage>;

export type BackfillTiming = { readonly everyMs: number; readonly firstWaitMs: number; readonly longestWaitMs: number };
const TIMING: BackfillTiming = { everyMs: 5 * 60_000, firstWaitMs: 1000, longestWaitMs: 5 * 60_000 };
/** Clocks differ, and a change may be told with a time before the look that missed it. */
const OVERLAP_MS = 5 * 60_000;

/**
 * Reads the shop's orders as long as its connection is active: first everything since the day it was told, then again and
 * again what changed, in case a webhook was lost. Stands on its cursor after each page, so that a hub that stops in the
 * middle goes on there; what comes twice is one item ([TL3]).
 */
export function runBackfill(deps: Deps, connection: Connection, readPage: ReadPage, timing = TIMING): Runner {
  const stopping = new AbortController();
  const done = (async () => {
    let failures = 0;
    let cursor = startOf(deps, connection);
    while (!stopping.signal.aborted) {
      let waitMs = timing.everyMs;
      try {
        const step = await oneStep(deps, connection, cursor, readPage);
        cursor = step.cursor;
        failures = 0;
        if (cursor.page !== null) waitMs = step.pauseMs;
      } catch (error) {
        failures++;
        waitMs = await afterFailure(deps, connection, error, { failures, timing });
        // A page's name may have run out at the shop: the look begins anew, and what it saw is known.
        if (error instanceof ProviderError && error.kind === 'refused') cursor = { ...cursor, page: null, begun: null };
      }
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

function startOf(deps: Deps, { cursor, settings }: Connection): BackfillCursor {
  const kept = cursorSchema.safeParse(cursor);
  if (kept.success) return kept.data;
  const days = Number(settings['backfillDays'] ?? 60);
  const since = new Date(deps.clock.now().getTime() - (Number.isFinite(days) ? days : 60) * 24 * 60 * 60_000);
  return { since: since.toISOString(), page: null, begun: null };
}

/** One page, kept, and the cursor after it. */
async function oneStep(
  deps: Deps,
  connection: Connection,
  cursor: BackfillCursor,
  readPage: ReadPage,
): Promise<{ cursor: BackfillCursor; pauseMs: number }> {
  const begun = cursor.begun ?? new Date(deps.clock.now().getTime() - OVERLAP_MS).toISOString();
  const page = await readPage(connection, cursor.since, cursor.page);
  for (const order of page.orders) await takeOrTell(deps, connection, order);
  const next: BackfillCursor =
    page.next === null
      ? { since: begun > cursor.since ? begun : cursor.since, page: null, begun: null }
      : { since: cursor.since, page: page.next, begun };
  await saveCursor(deps, connection.id, next);
  await reportWorked(deps, connection.id);
  return { cursor: next, pauseMs: page.pauseMs ?? 0 };
}

/** One that can never be taken stops no other; settings tell of it. */
async function takeOrTell(deps: Deps, connection: Connection, facts: ShopFacts): Promise<void> {
  try {
    await takeOrder(deps, connection, facts);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await reportFailed(deps, connection.id, error.code, `order ${facts.order.number}: ${error.message}`);
  }
}

async function afterFailure(
  deps: Deps,
  connection: Connection,
  error: unknown,
  { failures, timing }: { failures: number; timing: BackfillTiming },
): Promise<number> {
  const known = error instanceof ProviderError;
  if (!known) deps.logger.warn({ err: error, adapter: connection.adapter }, 'a look at a shop failed');
  await reportFailed(deps, connection.id, known ? error.code : 'fault', known ? error.message : 'fault').catch(
    () => undefined,
  );
  const growing = Math.min(timing.firstWaitMs * 2 ** Math.min(failures - 1, 12), timing.longestWaitMs);
  return Math.max(known ? (error.retryAfterMs ?? 0) : 0, growing);
}
