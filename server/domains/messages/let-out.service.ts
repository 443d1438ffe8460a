import { prepareAnswer } from '#server/channels/answering.ts';
import { refuseWithdrawn } from '#server/domains/consent/consent.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { tellConversationChanged, tellInboxes } from '#server/domains/conversations/ownership.service.ts';
import { refuseBlocked } from '#server/domains/identity/refuse-blocked.service.ts';
import { noteAnswered } from '#server/domains/reports/reply-waits.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { answerChannel, type Channel } from '#shared/domain/channels.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { Delivery, TimelineItem } from '#shared/domain/timeline-item.ts';
import { assertMayLeave } from './may-leave.ts';
import { insertDelivery, type Leg, legOn, publicNameOf } from './messages.repository.ts';

const PREVIEW_LENGTH = 120;

/** What an agent says to the customer. */
export type Said = {
  readonly authorId: string;
  readonly text: string;
  /** On the customer's thread already, see `claimAttachments`. */
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
};

/** Where an answer in a conversation goes now. `own` is the leg on its very channel. */
export type AnswerPlace = {
  readonly channel: Channel;
  readonly own: Leg | null;
  readonly leg: Leg | null;
  /** What is said at an address belongs to the record that holds it ([ID3]). */
  readonly customerId: string;
};

export async function answerPlace(work: Work, locked: ConversationRecord): Promise<AnswerPlace> {
  const channel = answerChannel(locked.channel);
  const own = await legOn(work, locked.id, channel);
  const leg = own ?? (channel === locked.channel ? null : await legOn(work, locked.id, locked.channel));
  return { channel, own, leg, customerId: leg?.customerId ?? locked.customerId };
}

/** Throws when the address is blocked, or its holder does not want to hear from us ([PR2]). */
export async function refuseUnwanted(work: Work, locked: ConversationRecord, place: AnswerPlace): Promise<void> {
  await refuseBlocked(work, place.leg?.contactPointId ?? null);
  await refuseWithdrawn(work, { customerId: place.customerId, conversationId: locked.id, channel: place.channel });
}

/**
 * Says something to the customer on the conversation's channel: the item and its way out, in this transaction. The only way
 * there is for an agent's answer, once it is settled that it goes: by `message:send`, or by a lead's approval. The caller has
 * locked the conversation and asked `refuseUnwanted`. Throws `no_channel`.
 */
export async function letOut(
  work: Work,
  locked: ConversationRecord,
  said: Said,
  { channel, own, leg, customerId }: AnswerPlace,
): Promise<TimelineItem> {
  const { attachments } = said;
  const sessionId = own?.active === true ? own.id : null;
  const answer = await prepareAnswer(work, {
    channel,
    connectionId: leg?.connectionId ?? null,
    customerId,
    conversationId: locked.id,
    contactPointId: leg?.contactPointId ?? null,
    sessionId,
    text: said.text,
    attachments,
    format: said.format,
    agentId: said.authorId,
  });
  const item = await appendItem(work, {
    customerId,
    conversationId: locked.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: { text: said.text, ...(attachments.length === 0 ? {} : { attachments: [...attachments] }), ...answer.data },
    channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'agent', id: said.authorId, name: await publicNameOf(work, said.authorId) },
    occurredAt: work.at,
  });
  assertMayLeave(item);
  const state = await answer.send(item);
  await insertDelivery(work, item.id, state);
  await noteAnswered(work, locked, { channel, agentId: said.authorId, at: work.at });
  await afterAnswer(work, locked, previewOf(said.text, attachments));
  return withDelivery(work, item, { state, at: work.at.toISOString() });
}

/** The last word is ours now: the row shows it and the customer's clock stops. */
async function afterAnswer(work: Work, before: ConversationRecord, preview: string): Promise<void> {
  const after = await patchConversation(work, before.id, {
    preview,
    last_item_at: work.at,
    customer_waits_since: null,
    reply_due_at: null,
    first_answered_at: before.firstAnsweredAt ?? work.at,
  });
  if (before.customerWaitsSince === null) await tellInboxes(work, after);
  else await tellConversationChanged(work, after);
}

/** The item with its delivery, in the answer and in what followers are told. */
function withDelivery(work: Work, item: TimelineItem, delivery: Delivery): TimelineItem {
  const delivered = { ...item, delivery };
  const at = work.changes.findLastIndex((change) => change.to === 'topic' && change.item?.id === item.id);
  const change = work.changes[at];
  if (change?.to === 'topic') work.changes[at] = { ...change, item: delivered };
  return delivered;
}

function previewOf(text: string, attachments: readonly Attachment[]): string {
  const words = text === '' ? attachments.map((a) => a.name).join(', ') : maskSensitive(text);
  return [...words.replace(/\s+/g, ' ')].slice(0, PREVIEW_LENGTH).join('');
}
