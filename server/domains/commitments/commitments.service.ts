import type { Asking } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  asCommitment,
  findCommitment,
  insertCommitment,
  isItemOf,
  moveOwed,
  sameCommitment,
  settleOwed,
} from './commitments.repository.ts';
import { tellCommitment } from './tell-commitment.ts';

/**
 * Records a promise to the customer; its due time must be ahead. The same of the same item is there once: the second
 * answer is the first one's. Throws `not_owner`, `wrong_state`, `not_found` (the item) or `invalid`.
 */
export async function makeCommitment(
  work: Work,
  asking: Asking,
  input: CommandParsed<'commitment:make'>,
): Promise<Commitment> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const dueAt = new Date(input.dueAt);
  if (input.item !== undefined) {
    if (!(await isItemOf(work, input.item, locked.id))) throw new AppError('not_found');
    const same = await sameCommitment(work, input.item, dueAt);
    if (same !== null) return asCommitment(same);
  }
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  demandAhead(work, dueAt);
  const made = await insertCommitment(work, {
    conversationId: locked.id,
    customerId: locked.customerId,
    text: maskSensitive(input.text),
    dueAt,
    madeBy: asking.actor.id,
    item: input.item,
  });
  await tellCommitment(work, locked, made, { event: 'made', by: authorOf(asking) });
  return asCommitment(made);
}

/**
 * Says that a promise was kept, late too, or is no longer needed, also after the conversation was resolved. Throws
 * `not_found`, or `wrong_state` when it was settled before.
 */
export async function settleCommitment(
  work: Work,
  asking: Asking,
  input: CommandParsed<'commitment:settle'>,
): Promise<Commitment> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const found = await findCommitment(work, input.commitmentId, locked.id);
  if (found === null) throw new AppError('not_found');
  const settled = await settleOwed(work, found.id, input.state);
  if (settled === null) throw new AppError('wrong_state', { details: { state: found.state } });
  await tellCommitment(work, locked, settled, { event: input.state, by: authorOf(asking) });
  return asCommitment(settled);
}

/**
 * Puts off a promise that is still owed to a time ahead, with the reason on the thread; a broken one is open again.
 * Throws `not_found`, `invalid`, or `wrong_state` when it was settled before.
 */
export async function moveCommitment(
  work: Work,
  asking: Asking,
  input: CommandParsed<'commitment:move'>,
): Promise<Commitment> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const found = await findCommitment(work, input.commitmentId, locked.id);
  if (found === null) throw new AppError('not_found');
  const dueAt = new Date(input.dueAt);
  demandAhead(work, dueAt);
  const moved = await moveOwed(work, found.id, dueAt);
  if (moved === null) throw new AppError('wrong_state', { details: { state: found.state } });
  const reason = maskSensitive(input.reason);
  await tellCommitment(work, locked, moved, { event: 'moved', by: authorOf(asking), from: found.dueAt, reason });
  return asCommitment(moved);
}

function demandAhead(work: Work, dueAt: Date): void {
  if (dueAt <= work.at) throw new AppError('invalid', { details: { reason: 'dueAt: must be ahead' } });
}
