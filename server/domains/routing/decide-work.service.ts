import { type Asking, demand } from '#server/asking.ts';
import { byOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { lockAgents } from '#server/domains/handoffs/handoffs.repository.ts';
import { addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { asWorkOffer } from './work-offer-view.ts';
import {
  conversationOfWorkOffer,
  decideWorkOffer,
  type WorkOfferRecord,
  workOffersById,
} from './work-offers.repository.ts';

/**
 * Takes what the hub offers: the claim of [CV2], by the same conditional updates. Throws `work_offer_over` with the
 * offer's state when its deadline passed or it was withdrawn, `already_claimed` with who was faster.
 */
export async function acceptWork(
  work: Work,
  asking: Asking,
  { offerId }: CommandParsed<'routing:accept'>,
): Promise<Conversation> {
  const { offer, locked } = await offerLocked(work, asking, offerId);
  if (offer.state === 'accepted' && locked.ownerAgentId === asking.actor.id) return asConversation(locked);
  if (locked.ownerAgentId !== null) {
    const details = { owner: locked.ownerName, ownerId: locked.ownerAgentId, epoch: locked.epoch };
    throw new AppError('already_claimed', { details });
  }
  const isOver = offer.expiresAt <= work.at || locked.epoch !== offer.epoch;
  if (isOver || !(await decideWorkOffer(work, offer.id, 'accepted'))) throw over(isOver ? 'passed' : offer.state);
  await lockAgents(work, [asking.actor.id]);
  const to = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const after = await changeOwner(work, locked, { to, change: 'claimed', by: byOf(asking) });
  if (after === null) throw over('withdrawn');
  await addInboxEvent(work, asking.actor.id, { type: 'work_offer_changed', offerId: offer.id });
  return asConversation(after);
}

/** Says no, with a reason; the next person is asked at the next look. Throws `work_offer_over` when it is over. */
export async function declineWork(
  work: Work,
  asking: Asking,
  { offerId, reason }: CommandParsed<'routing:decline'>,
): Promise<WorkOffer> {
  const { offer } = await offerLocked(work, asking, offerId);
  if (!(await decideWorkOffer(work, offer.id, 'declined', reason))) throw over(offer.state);
  await addInboxEvent(work, asking.actor.id, { type: 'work_offer_changed', offerId: offer.id });
  return asWorkOffer({ ...offer, state: 'declined' });
}

const over = (state: string): AppError => new AppError('work_offer_over', { details: { state } });

async function offerLocked(
  work: Work,
  asking: Asking,
  id: string,
): Promise<{ offer: WorkOfferRecord; locked: ConversationRecord }> {
  const conversationId = await conversationOfWorkOffer(work.tx, id);
  if (conversationId === null) throw new AppError('not_found');
  const locked = await conversationLocked(work, conversationId);
  const [offer] = await workOffersById(work.tx, [id]);
  if (offer === undefined) throw new AppError('not_found');
  demand(asking, 'routing.decide', { ownerId: offer.agentId });
  return { offer, locked };
}
