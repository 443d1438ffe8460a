import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { leadsOf } from '#server/domains/people/leads.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { HeldRecord } from './held.repository.ts';

type Step = {
  readonly event: Extract<ItemData<'system'>['event'], `approval_${string}`>;
  /** Null: it follows from what happened. */
  readonly by: Author | null;
  readonly reason?: string | undefined;
  /** Of one that was let out: `changed`, where a lead changed its words. */
  readonly status?: 'changed' | 'as_written';
};

/**
 * Puts a step of a held answer on the thread, for the company alone and without its words, and tells who follows the
 * thread, its author and the leads who may decide. The conversation is locked. Gives the item.
 */
export async function tellHeld(
  work: Work,
  on: ConversationRecord,
  held: HeldRecord,
  step: Step,
): Promise<TimelineItem> {
  const { author } = held;
  const item = await appendItem(work, {
    ...internalItem(work, on, step.by),
    kind: 'system',
    data: {
      event: step.event,
      from: { type: 'agent', id: author.id, name: author.name },
      ...(step.reason === undefined || step.reason === '' ? {} : { reason: step.reason }),
      ...(step.status === undefined ? {} : { status: step.status }),
    },
  });
  await announceHeld(work, on, held);
  return item;
}

/** Tells that a held answer is other than it was, without an item. */
export async function announceHeld(
  work: Work,
  on: Pick<ConversationRecord, 'customerId' | 'teamId'>,
  held: HeldRecord,
): Promise<void> {
  await addCustomerEvent(work, on.customerId, { type: 'customer_changed' });
  const leads = await leadsOf(work, on.teamId, held.author.id);
  const event = {
    type: 'held_changed',
    heldId: held.id,
    conversationId: held.conversationId,
    customerId: held.customerId,
    authorId: held.author.id,
    state: held.state,
    changed: held.sentText !== undefined,
  } as const;
  for (const id of [...new Set([held.author.id, ...leads])].sort()) await addInboxEvent(work, id, event);
}
