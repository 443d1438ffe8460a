import type { Asking } from '#server/asking.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { ownedConversation, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { type CommitmentRecord, findCommitment, insertCommitment, settleOpen } from './commitments.repository.ts';

/** Records a promise to the customer; its due time must be ahead. Throws `not_owner`, `wrong_state` or `invalid`. */
export async function makeCommitment(
  work: Work,
  asking: Asking,
  input: CommandParsed<'commitment:make'>,
): Promise<Commitment> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const dueAt = new Date(input.dueAt);
  if (dueAt <= work.at) throw new AppError('invalid', { details: { reason: 'dueAt: must be ahead' } });
  const made = await insertCommitment(work, {
    conversationId: locked.id,
    customerId: locked.customerId,
    text: maskSensitive(input.text),
    dueAt,
    madeBy: asking.actor.id,
  });
  await tellCommitment(work, asking, locked, { ...made, event: 'made' });
  return asCommitment(made);
}

/**
 * Says that a promise was kept or is no longer needed, also after the conversation was resolved. Throws `not_found`, or
 * `wrong_state` when it was settled before.
 */
export async function settleCommitment(
  work: Work,
  asking: Asking,
  input: CommandParsed<'commitment:settle'>,
): Promise<Commitment> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const found = await findCommitment(work, input.commitmentId, locked.id);
  if (found === null) throw new AppError('not_found');
  const settled = await settleOpen(work, found.id, input.state);
  if (settled === null) throw new AppError('wrong_state', { details: { state: found.state } });
  await tellCommitment(work, asking, locked, { ...settled, event: input.state });
  return asCommitment(settled);
}

async function tellCommitment(
  work: Work,
  asking: Asking,
  locked: ConversationRecord,
  { id, text, dueAt, event }: CommitmentRecord & { readonly event: 'made' | 'kept' | 'cancelled' },
): Promise<void> {
  await appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'commitment',
    data: { commitmentId: id, event, text, dueAt: dueAt.toISOString() },
  });
  // The row's due time and its promises are read anew by whoever follows.
  await tellConversationChanged(work, locked);
}

const asCommitment = (c: CommitmentRecord): Commitment => ({ ...c, dueAt: c.dueAt.toISOString() });
