import { type Asking, demand } from '#server/asking.ts';
import { byOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { findAgentReceiver, findTeamReceiver } from '#server/domains/handoffs/handoffs.repository.ts';
import { moveToTeam } from '#server/domains/handoffs/move-to-team.service.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';

/**
 * Gives an unresolved conversation to somebody at once: its owner may, and any lead. To an agent only while they are here
 * ([CV6]); an open offer of it is withdrawn. Whoever has it already keeps it as it is. Errors: `not_owner` for an old
 * epoch, `wrong_state`, `receiver_unavailable`, `not_found`.
 */
export async function assign(
  work: Work,
  asking: Asking,
  { conversationId, epoch, to }: CommandParsed<'conversation:assign'>,
): Promise<Conversation> {
  const locked = await conversationLocked(work, conversationId);
  demand(asking, 'conversation.assign', { ownerId: locked.ownerAgentId ?? undefined });
  if (locked.epoch !== epoch) {
    throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  }
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const find = to.type === 'agent' ? findAgentReceiver : findTeamReceiver;
  const receiver = await find(work, to.id);
  if (receiver === null) throw new AppError('not_found');
  if (!receiver.here) throw new AppError('receiver_unavailable', { details: { name: receiver.name } });
  if ((locked.ownerAgentId ?? locked.ownerTeamId) === to.id) return asConversation(locked);
  await withdrawOpenOffer(work, locked, byOf(asking));
  if (to.type === 'team') await moveToTeam(work, locked, to.id);
  const after = await changeOwner(work, locked, {
    to: { ...to, name: receiver.name },
    change: 'assigned',
    by: byOf(asking),
  });
  if (after === null) throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  return asConversation(after);
}
