import { removeUnclaimed } from '#server/blobs/blobs.repository.ts';
import type { Deps } from '#server/deps.ts';
import { removeOld } from './housekeeping.repository.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Once an hour: files that were uploaded and never sent are kept a day, answers to commands two weeks (longer than a
 * queue of an offline window waits), ended sign-ins ninety days.
 */
export async function keepHouse({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  await removeUnclaimed(db, ago(DAY_MS));
  await removeOld(db, { receipts: ago(14 * DAY_MS), signIns: ago(90 * DAY_MS), codes: ago(DAY_MS) });
}
