import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import { findHeldValue, insertView } from './views.repository.ts';

type Ask = { readonly contactPointId: string; readonly customerId: string; readonly reason: string };

/**
 * The value of a contact point in full. The view and its reason are committed with the command, so before the answer
 * ([PR1], [PR4]). Throws `not_found` when that customer does not hold it.
 */
export async function revealContactPoint(work: Work, asking: Asking, ask: Ask): Promise<string> {
  const value = await findHeldValue(work.tx, ask.contactPointId, ask.customerId);
  if (value === null) throw new AppError('not_found');
  await insertView(work.tx, {
    id: work.nextId(),
    at: work.at,
    actorType: asking.actor.role,
    actorId: asking.actor.id,
    customerId: ask.customerId,
    what: 'contact_point',
    contactPointId: ask.contactPointId,
    reason: maskSensitive(ask.reason),
  });
  return value;
}
