import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { blockReasonOf } from './points.repository.ts';

/** Throws `point_blocked` with the reason when nothing is to be sent to this contact point now. */
export async function refuseBlocked(work: Work, contactPointId: string | null): Promise<void> {
  if (contactPointId === null) return;
  const reason = await blockReasonOf(work.tx, contactPointId, work.at);
  if (reason !== null) throw new AppError('point_blocked', { details: { reason } });
}
