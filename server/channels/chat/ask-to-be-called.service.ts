import type { Asking } from '#server/asking.ts';
import { callWanted, orderWantedCall } from '#server/channels/invitations.ts';
import { callerNumber } from '#server/domains/calls/caller.service.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { visitorPlace } from '#server/domains/messages/read-marks.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { hearVisitor } from './hear-visitor.service.ts';

/**
 * A visitor gives the number that an agent asked for: it stands on the thread as their word, and the call is ordered for
 * whoever takes them over. What they type verifies nothing and joins nobody ([ID2]). Throws `not_a_number`, and
 * `invitation_over` when nobody waits for it.
 */
export async function askToBeCalled(
  work: Work,
  asking: Asking,
  { number: typed }: CommandParsed<'visitor:call-me'>,
): Promise<TimelineItem> {
  const number = callerNumber(typed);
  if (number === null) throw new AppError('not_a_number', { details: { found: typed } });
  const place = await visitorPlace(work, asking.actor.id);
  const wanted = place === null ? null : await callWanted(work, place.contactPointId);
  if (place === null || wanted === null) throw new AppError('invitation_over');
  const conversation = await conversationLocked(work, wanted.conversationId);
  await orderWantedCall(work, wanted, { conversation, number, customerId: place.customerId });
  return hearVisitor(work, asking, { text: `\u260e ${typed}` });
}
