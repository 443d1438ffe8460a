import { type Asking, demand } from '#server/asking.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { byOf } from './conversation-item.ts';
import { asConversation, type ConversationRecord } from './conversations.repository.ts';
import { changeOwner, conversationLocked, ownedConversation } from './ownership.service.ts';

/**
 * Takes a conversation from a team's queue ([CV2]): one conditional update, one winner. The others get `already_claimed`
 * with the winner's name and the epoch. Whoever owns it already gets it as it is.
 */
export async function claim(
  work: Work,
  asking: Asking,
  input: CommandParsed<'conversation:claim'>,
): Promise<Conversation> {
  const locked = await conversationLocked(work, input.conversationId);
  if (locked.ownerAgentId === asking.actor.id) return asConversation(locked);
  // Before the right to claim: whoever raced learns who won, even when it left their team by that.
  if (locked.ownerAgentId !== null) throw alreadyClaimed(locked);
  demand(asking, 'conversation.claim', { teamId: locked.ownerTeamId ?? locked.teamId });
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if (locked.epoch !== input.epoch) {
    throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  }
  const to = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const after = await changeOwner(work, locked, { to, change: 'claimed', by: byOf(asking) });
  if (after === null) throw alreadyClaimed(locked);
  return asConversation(after);
}

/** Gives a conversation back to its team's queue; an offer of it that is still open is withdrawn. */
export async function release(
  work: Work,
  asking: Asking,
  input: CommandParsed<'conversation:release'>,
): Promise<Conversation> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  await withdrawOpenOffer(work, locked, byOf(asking));
  const to = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
  const after = await changeOwner(work, locked, { to, change: 'released', by: byOf(asking) });
  if (after === null) throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  return asConversation(after);
}

function alreadyClaimed(c: ConversationRecord): AppError {
  return new AppError('already_claimed', { details: { owner: c.ownerName, ownerId: c.ownerAgentId, epoch: c.epoch } });
}
