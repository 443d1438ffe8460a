import type { Asking } from '#server/asking.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { lockCustomer } from './messages.repository.ts';
import { markDeliveriesRead, raiseAgentRead, raiseCustomerRead, visitorPlace } from './read-marks.repository.ts';

/**
 * The owner has read up to an item; the customer sees it. From anybody else, or behind what was said before, it changes
 * nothing: a mark only rises.
 */
export async function markThreadRead(
  work: Work,
  asking: Asking,
  input: CommandParsed<'thread:mark-read'>,
): Promise<void> {
  const conversation = await findConversation(work.tx, input.conversationId);
  if (conversation === null) throw new AppError('not_found');
  // Of another record of the thread ([ID3]): marks count along the conversation's own.
  if (conversation.customerId !== input.customerId) {
    if ((await membersOf(work.tx, conversation.customerId)).includes(input.customerId)) return;
    throw new AppError('not_found');
  }
  if (conversation.ownerAgentId !== asking.actor.id || conversation.agentReadSeq >= input.seq) return;
  await lockCustomer(work, input.customerId);
  const seq = await raiseAgentRead(work, conversation.id, input.seq);
  if (seq === null) return;
  const mark = { conversationId: conversation.id, by: 'agent', seq, at: work.at.toISOString() } as const;
  await addCustomerEvent(work, input.customerId, { type: 'read_marked', ...mark });
}

/** A visitor has read up to an item: our answers up to it are `read`, and the agents see the mark. Only ever rises. */
export async function markVisitorRead(work: Work, visitorId: string, seq: number): Promise<void> {
  const place = await visitorPlace(work, visitorId);
  if (place === null) throw new AppError('not_found');
  await lockCustomer(work, place.customerId);
  for (const read of await raiseCustomerRead(work, { ...place, seq })) {
    await markDeliveriesRead(work, read.id, read.seq);
    const mark = { conversationId: read.id, by: 'customer', seq: read.seq, at: work.at.toISOString() } as const;
    await addCustomerEvent(work, place.customerId, { type: 'read_marked', ...mark });
  }
}
