import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { bindCallback, partiesOf } from './invitation.repository.ts';
import { orderCall } from './order-call.service.ts';

type Wanted = { readonly id: string; readonly handoffId: string };
type Called = { readonly conversation: ConversationRecord; readonly number: string; readonly customerId: string };

/**
 * Orders the call that an invitation waited for, once. At a number where somebody else waits to be called it orders none,
 * and whoever typed it is not told: it is the agent who sees the number on the thread. Throws `invitation_over` when
 * somebody was first.
 */
export async function orderWantedCall(
  work: Work,
  { id, handoffId }: Wanted,
  { conversation, number, customerId }: Called,
): Promise<void> {
  const { acceptedBy, owner } = await partiesOf(work.tx, handoffId);
  const called = { number, customerId, contactPointId: null };
  const ordered = await orderCall(work, conversation, { called, at: null, callerId: acceptedBy ?? owner });
  if (!(await bindCallback(work, id, ordered))) throw new AppError('invitation_over');
}
