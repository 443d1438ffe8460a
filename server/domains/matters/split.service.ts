import type { Asking } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { insertConversation } from '#server/domains/conversations/inbound.repository.ts';
import {
  changeOwner,
  ownedConversation,
  tellConversationChanged,
} from '#server/domains/conversations/ownership.service.ts';
import { indexConversation } from '#server/domains/search/conversation-words.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { countItemsIn, insertItems, insertLink, moveLegs } from './links.repository.ts';
import { stateOf } from './merge.service.ts';

/**
 * Begins another conversation for a part of this one ([CV7]); it is the asker's at once. What it is about is pointed at and
 * stays where it is ([TL1]); legs that are named go on in the new one, so that the customer's next word there comes to it.
 * Throws `not_owner`, `wrong_state` once resolved, or `invalid` for items or legs that are not of this conversation.
 */
export async function split(
  work: Work,
  asking: Asking,
  input: CommandParsed<'conversation:split'>,
): Promise<{ linkId: string; conversation: Conversation }> {
  const of = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (of.status === 'resolved') throw new AppError('wrong_state', { details: { state: of.status } });
  if ((await countItemsIn(work, of.id, input.items)) !== input.items.length) {
    throw new AppError('invalid', { details: { reason: 'items: not all are of this conversation' } });
  }
  const known = of.sessions.filter(({ id, state }) => state === 'active' && input.sessionIds.includes(id));
  if (known.length !== input.sessionIds.length) {
    throw new AppError('invalid', { details: { reason: 'sessionIds: not all are active legs of this conversation' } });
  }
  const id = work.nextId();
  const { customerId, teamId } = of;
  const subject = maskSensitive(input.subject);
  const channel = known[0]?.channel ?? of.channel;
  const number = await insertConversation(work, { id, customerId, teamId, channel, subject, openedAt: work.at });
  await indexConversation(work, { id, customerId, number, subject });
  await patchConversation(work, id, { split_from: of.id, category_id: of.categoryId, priority: of.priority });
  await insertItems(work, id, input.items);
  const legs = await moveLegs(work, of.id, id, input.sessionIds);
  const before = { ...stateOf(of), promises: [], drafts: [], ...legs };
  const linkId = await insertLink(work, { kind: 'split', fromId: id, toId: of.id, before, madeBy: asking.actor.id });
  const made = await findConversation(work.tx, id);
  if (made === null) throw new Error('a new conversation is there');
  await appendItem(work, {
    ...internalItem(work, made, authorOf(asking)),
    kind: 'system',
    data: { event: 'split', reason: `#${of.number} → #${number} · ${subject}` },
  });
  const to = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const after = await changeOwner(work, made, { to, change: 'split', by: byOf(asking) });
  if (after === null) throw new Error('nobody else knows a new conversation');
  await tellConversationChanged(work, await patchConversation(work, of.id, { last_item_at: work.at }));
  return { linkId, conversation: asConversation(after) };
}
