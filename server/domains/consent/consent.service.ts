import { type Asking, demand } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { lastChannelOf, lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { CHANNELS, type Channel, DESK_CHANNEL } from '#shared/domain/channels.ts';
import { decidingConsent, type Purpose } from '#shared/domain/consent.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { consentsOf, hasAsked } from './consent.repository.ts';

/** Puts what a customer agreed to, or no longer does, on their thread ([PR2]). Throws `not_found`. */
export async function recordConsent(
  work: Work,
  asking: Asking,
  input: CommandParsed<'consent:record'>,
): Promise<TimelineItem> {
  demand(asking, 'consent.write');
  if (!(await lockCustomer(work, input.customerId))) throw new AppError('not_found');
  const { customerId, channel, purpose, granted, source, evidence, conversationId } = input;
  const conversation = conversationId === undefined ? null : await findConversation(work.tx, conversationId);
  if (conversationId !== undefined) {
    const members = await membersOf(work.tx, customerId);
    if (conversation === null || !members.includes(conversation.customerId)) throw new AppError('not_found');
  }
  const on = CHANNELS.find((known) => known === channel) ?? (await lastChannelOf(work, customerId)) ?? DESK_CHANNEL;
  return appendItem(work, {
    customerId,
    ...(conversation === null ? {} : { conversationId: conversation.id }),
    kind: 'consent',
    data: { channel, purpose, granted, source, ...(evidence === undefined || evidence === '' ? {} : { evidence }) },
    channel: on,
    direction: 'none',
    visibility: 'internal',
    author: authorOf(asking),
    occurredAt: work.at,
  });
}

type Sending = { readonly customerId: string; readonly conversationId: string; readonly channel: Channel };

/**
 * What a message in a conversation is for: an answer where the customer has said something in it, whatever their consent to
 * advertising; advertising where nobody asked, for then it needs a consent of its own.
 */
export const purposeOf = async (db: ReadDb, conversationId: string): Promise<Purpose> =>
  (await hasAsked(db, conversationId)) ? 'service' : 'marketing';

/** Throws `consent_withdrawn` with channel, purpose and since when ([PR2]); what nobody spoke of is allowed. */
export async function refuseWithdrawn(work: Work, to: Sending): Promise<void> {
  const consents = await consentsOf(work.tx, await membersOf(work.tx, to.customerId));
  if (!consents.some(({ granted }) => !granted)) return;
  const purpose = await purposeOf(work.tx, to.conversationId);
  const word = decidingConsent(consents, to.channel, purpose);
  if (word === null || word.granted) return;
  // The day is what a sentence needs; the item on the thread has the hour.
  const details = { channel: to.channel, purpose: word.purpose, since: word.since.slice(0, 10) };
  throw new AppError('consent_withdrawn', { details });
}
