import type { Asking } from '#server/asking.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { AppError } from '#server/errors.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import type { Delivery } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { setDelivery } from './delivery-state.service.ts';
import { findOutgoingAt, requeueOutgoing } from './outgoing.repository.ts';
import { OUTGOING_TASK } from './queue-outgoing.service.ts';

/**
 * Sends once more what failed, waits, or is unknown: the one place where something unknown may be sent twice, because a
 * person said so. Throws `not_found`, `not_owner`, `wrong_state` for what has been sent.
 */
export async function retrySending(
  work: Work,
  asking: Asking,
  input: CommandParsed<'message:retry'>,
): Promise<Delivery> {
  await lockCustomer(work, input.customerId);
  const out = await findOutgoingAt(work.tx, input.customerId, input.seq);
  if (out === null) throw new AppError('not_found');
  const conversation = out.conversationId === null ? null : await findConversation(work.tx, out.conversationId);
  if (conversation !== null && conversation.ownerAgentId !== asking.actor.id && asking.actor.role !== 'lead') {
    throw new AppError('not_owner', { details: { owner: conversation.ownerName ?? '—' } });
  }
  if (!(await requeueOutgoing(work, out.itemId))) throw new AppError('wrong_state', { details: { state: out.state } });
  await setDelivery(work, out, 'queued');
  await addJob(work.tx, OUTGOING_TASK, { itemId: out.itemId }, { key: `${OUTGOING_TASK}:${out.itemId}` });
  return { state: 'queued', at: work.at.toISOString() };
}
