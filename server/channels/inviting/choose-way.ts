import { AppError } from '#server/errors.ts';
import type { Crossing, CrossingRefusal } from '#shared/domain/crossing.ts';
import type { Facts } from './facts.ts';
import { refusalOf, type Way, waysFrom } from './options.ts';

/** Longer ahead nobody knows who will be there to call. */
const FURTHEST_MS = 14 * 24 * 60 * 60_000;

export const refuse = (reason: CrossingRefusal): AppError => new AppError('no_way_across', { details: { reason } });

/** When we are to call: null is now. Throws `invalid` for a time that is further ahead than two weeks. */
export function callTime(crossing: Crossing, now: Date): Date | null {
  if (crossing.at === undefined) return null;
  const at = new Date(crossing.at);
  if (at.getTime() - now.getTime() > FURTHEST_MS) {
    throw new AppError('invalid', { details: { reason: 'at: more than two weeks ahead' } });
  }
  return at <= now ? null : at;
}

/**
 * The way a sender chose, as it is now; where they left the carrier or the address open, the first that reaches. Throws
 * `no_way_across` with the reason when none does.
 */
export async function chooseWay(crossing: Crossing, facts: Facts): Promise<Way> {
  if (crossing.channel === facts.here) throw refuse('same_channel');
  const when = callTime(crossing, facts.at) ?? facts.at;
  let why: CrossingRefusal = 'no_contact_point';
  for (const way of waysFrom(facts).filter((one) => fits(one, crossing))) {
    const refused = await refusalOf(way, facts, when);
    if (refused === null) return way;
    why = refused;
  }
  throw refuse(why);
}

function fits({ channel, way, by, point }: Way, crossing: Crossing): boolean {
  if (channel !== crossing.channel || way !== crossing.way) return false;
  // A code that nobody carries is told aloud: that is a choice and not an omission.
  if (by !== crossing.by && (crossing.by !== undefined || way === 'code')) return false;
  return crossing.contactPointId === undefined || point?.id === crossing.contactPointId;
}
