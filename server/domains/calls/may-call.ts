import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { isBlocked } from './call-place.repository.ts';

/**
 * Refuses a call to whom we must not call: a blocked number. Throws `no_channel`. (An answer to somebody's own call or
 * wish is no campaign: consent by purpose is asked for where messages are sent, [PR2].)
 */
export async function demandMayCall(work: Work, number: string): Promise<void> {
  if (await isBlocked(work.tx, number, work.at)) throw new AppError('no_channel');
}
