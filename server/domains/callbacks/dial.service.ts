import { type Asking, demand } from '#server/asking.ts';
import { insertView } from '#server/domains/audit/views.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { findCallback } from './callbacks.repository.ts';
import { claimed } from './callbacks.service.ts';

/**
 * What a callback dials, claimed for the asker by that. Dialling shows the number to who dials it: recorded as a view
 * ([PR1]). Errors: `not_found`, `forbidden`, `already_claimed`, `wrong_state` when it is closed.
 */
export async function callbackToDial(work: Work, asking: Asking, id: string) {
  const known = await findCallback(work.tx, id);
  if (known === null) throw new AppError('not_found');
  demand(asking, 'callback.work', { teamId: known.teamId, ownerId: known.ownerAgentId ?? undefined });
  const callback = await claimed(work, asking, known);
  const { number, customerId, contactPointId, conversationId } = callback;
  await insertView(work.tx, {
    id: work.nextId(),
    at: work.at,
    actorType: asking.actor.role,
    actorId: asking.actor.id,
    customerId,
    what: 'contact_point',
    contactPointId: contactPointId ?? undefined,
    reason: 'dialled',
  });
  return { number, customerId, contactPointId, ...(conversationId === null ? {} : { conversationId }) };
}
