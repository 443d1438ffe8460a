import { removeUnclaimed } from '#server/blobs/blobs.repository.ts';
import type { Deps } from '#server/deps.ts';
import { CATCH_UP_LIMIT } from '#server/domains/topics/catch-up.service.ts';
import { removeOld, removeOldTicks } from './housekeeping.repository.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** So long the same command gets the same answer. */
const RECEIPT_DAYS = 30;

/**
 * Once an hour: files that were uploaded and never sent are kept a day, answers to commands thirty (longer than a
 * queue of an offline window waits, [SY2]), ended sign-ins ninety.
 */
export async function keepHouse({
  db,
  clock,
  blobs,
}: Pick<Deps, 'db' | 'clock'> & Partial<Pick<Deps, 'blobs'>>): Promise<void> {
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  await removeUnclaimed(db, ago(DAY_MS));
  await removeOld(db, { receipts: ago(RECEIPT_DAYS * DAY_MS), signIns: ago(90 * DAY_MS), codes: ago(DAY_MS) });
  await removeOldTicks(db, CATCH_UP_LIMIT);
  // Last: it asks a store that may be away, and that is no reason to keep the rest.
  await blobs?.sweep();
}
