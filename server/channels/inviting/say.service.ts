import { prepareAnswer } from '#server/channels/answering.ts';
import type { SecretText } from '#server/channels/secret-text.ts';
import { refuseWithdrawn } from '#server/domains/consent/consent.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { refuseBlocked } from '#server/domains/identity/refuse-blocked.service.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { insertDelivery } from '#server/domains/messages/messages.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';

const PREVIEW_LENGTH = 120;

export type Saying = {
  readonly conversation: ConversationRecord;
  /** By which the words go, to whom, on which leg. */
  readonly channel: Channel;
  readonly contactPointId: string | null;
  readonly customerId: string;
  readonly sessionId: string | null;
  readonly connectionId: string | null;
  readonly text: string;
  /** What stands in the words as leaves, and on the thread only as shown. */
  readonly secret?: SecretText | undefined;
  readonly crossing?: ItemData<'message'>['crossing'];
  readonly agent: { readonly id: string; readonly publicName: string };
};

/**
 * Says something to a customer in an agent's name, on whichever channel leads to them: an item, its way out and how far it
 * got, in this transaction ([CH3]). It stops no clock: what was asked is not answered by asking somebody over. Returns the
 * item's id. Throws `point_blocked`, `consent_withdrawn`, `no_channel`, `too_large`.
 */
export async function sayToCustomer(work: Work, saying: Saying): Promise<string> {
  const { conversation, channel, contactPointId, customerId, sessionId, text, agent } = saying;
  await refuseBlocked(work, contactPointId);
  await refuseWithdrawn(work, { customerId, conversationId: conversation.id, channel });
  const answer = await prepareAnswer(work, {
    channel,
    connectionId: saying.connectionId,
    customerId,
    conversationId: conversation.id,
    contactPointId,
    sessionId,
    text,
    attachments: [],
    format: {},
    agentId: agent.id,
    ...(saying.secret === undefined ? {} : { secret: saying.secret }),
  });
  const item = await appendItem(work, {
    customerId,
    conversationId: conversation.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: { text, ...(saying.crossing === undefined ? {} : { crossing: saying.crossing }), ...answer.data },
    channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'agent', id: agent.id, name: agent.publicName },
    occurredAt: work.at,
  });
  assertMayLeave(item);
  const state = await answer.send(item);
  await insertDelivery(work, item.id, state);
  const preview = [...text.replace(/\s+/g, ' ')].slice(0, PREVIEW_LENGTH).join('');
  await patchConversation(work, conversation.id, { preview, last_item_at: work.at });
  return item.id;
}
