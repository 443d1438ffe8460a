import type { Asking } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { byOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { applyRules } from '#server/domains/escalations/fire.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { insertHandoff } from './handoff-changes.repository.ts';
import { handoffNow } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { findAgentReceiver, lastCompletedHandoff, lockAgents, snapshotOf } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';
import { withdrawOpenOffer } from './withdraw-open.service.ts';

/**
 * Gives a conversation back to whoever handed it over, at once and with the reason; the bounce is counted ([HO8]). To the
 * conversation's queue when that agent is not here. Throws `wrong_state` when the asker did not get it by a handoff.
 */
export async function returnHandoff(
  work: Work,
  asking: Asking,
  input: CommandParsed<'handoff:return'>,
): Promise<{ handoff: Handoff; conversation: Conversation }> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const got = await lastCompletedHandoff(work.tx, locked.id);
  const isReceiver = got !== null && (got.acceptedBy === asking.actor.id || got.acceptedBy === null);
  if (!isReceiver || got.fromAgentId === asking.actor.id) {
    throw new AppError('wrong_state', { details: { state: locked.status } });
  }
  await withdrawOpenOffer(work, locked, byOf(asking));
  const sender = await findAgentReceiver(work, got.fromAgentId);
  const to =
    sender?.here === true
      ? ({ type: 'agent', id: sender.id, name: sender.name } as const)
      : ({ type: 'team', id: locked.teamId, name: locked.teamName } as const);
  await lockAgents(work, [asking.actor.id, got.fromAgentId]);
  await patchConversation(work, locked.id, { bounces: locked.bounces + 1 });
  const id = await insertHandoff(work, {
    conversationId: locked.id,
    customerId: locked.customerId,
    fromAgentId: asking.actor.id,
    to,
    acceptedBy: to.type === 'agent' ? to.id : undefined,
    channel: locked.channel,
    state: 'completed',
    stage: null,
    brief: got.brief,
    snapshot: await snapshotOf(work.tx, locked.customerId),
    epoch: locked.epoch,
    expiresAt: work.at,
    reason: maskSensitive(input.reason),
    returns: got.id,
  });
  const made = await handoffNow(work, id);
  const after = await changeOwner(work, locked, {
    to,
    change: 'returned',
    by: byOf(asking),
    item: handoffData(made, 'returned', true),
  });
  if (after === null) throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  await tellHandoff(work, made);
  await applyRules(work, after, { kind: 'ping_pong', conversationId: after.id, bounces: after.bounces });
  return { handoff: asHandoff(made), conversation: asConversation(after) };
}
