import type { Asking } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { DESK_CHANNEL } from '#shared/domain/channels.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { claimAttachments } from './attachments.service.ts';
import { countAgents, lastChannelOf, lockCustomer } from './messages.repository.ts';

/**
 * Writes an internal note on a customer's thread, in a conversation of theirs or beside all. It is of a kind and a
 * visibility that can not leave ([TL5]). Throws `not_found`, or `invalid` for a mention of nobody.
 */
export async function addNote(work: Work, asking: Asking, input: CommandParsed<'note:add'>): Promise<TimelineItem> {
  if (!(await lockCustomer(work, input.customerId))) throw new AppError('not_found');
  const conversation =
    input.conversationId === undefined ? null : await findConversation(work.tx, input.conversationId);
  const foreign = conversation !== null && conversation.customerId !== input.customerId;
  if (foreign || (input.conversationId !== undefined && conversation === null)) throw new AppError('not_found');
  const mentions = [...new Set(input.mentions ?? [])];
  if (mentions.length > 0 && (await countAgents(work, mentions)) !== mentions.length) {
    throw new AppError('invalid', { details: { reason: 'mentions: no such colleague' } });
  }
  const attachments = await claimAttachments(work, asking.actor, input.attachments ?? [], input.customerId);
  const channel = conversation?.channel ?? (await lastChannelOf(work, input.customerId)) ?? DESK_CHANNEL;
  return appendItem(work, {
    customerId: input.customerId,
    ...(conversation === null ? {} : { conversationId: conversation.id }),
    kind: 'note',
    data: {
      text: input.text,
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(attachments.length === 0 ? {} : { attachments }),
    },
    channel,
    direction: 'none',
    visibility: 'internal',
    author: authorOf(asking),
    occurredAt: work.at,
  });
}
