import type { Asking } from '#server/asking.ts';
import { prepareAnswer } from '#server/channels/answering.ts';
import { refuseWithdrawn } from '#server/domains/consent/consent.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import {
  ownedConversation,
  tellConversationChanged,
  tellInboxes,
} from '#server/domains/conversations/ownership.service.ts';
import { refuseBlocked } from '#server/domains/identity/refuse-blocked.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { itemFor } from '#server/domains/timeline/item-rows.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import { answerChannel } from '#shared/domain/channels.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import { type Delivery, isHidden, type TimelineItem } from '#shared/domain/timeline-item.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { claimAttachments } from './attachments.service.ts';
import { assertMayLeave } from './may-leave.ts';
import { insertDelivery, legOn, publicNameOf } from './messages.repository.ts';
import { unseenItems } from './stale.repository.ts';

type Send = CommandParsed<'message:send'>;
const PREVIEW_LENGTH = 120;

/**
 * Answers the customer on the conversation's channel. Sends nothing and throws `stale` with the items its author had not
 * seen ([CV3]), `not_owner`, `wrong_state` once resolved, or `no_channel`. How far it got is what the channel says of it
 * ([SY5]): `sent` where the commit is the sending, `queued` where a provider has to be asked.
 */
export async function sendMessage(work: Work, asking: Asking, input: Send): Promise<TimelineItem> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  await refuseStale(work, asking, locked, input.seen);
  const channel = answerChannel(locked.channel);
  const own = await legOn(work, locked.id, channel);
  const leg = own ?? (channel === locked.channel ? null : await legOn(work, locked.id, locked.channel));
  // What is said at an address belongs to the record that holds it ([ID3]).
  const customerId = leg?.customerId ?? locked.customerId;
  const attachments = await claimAttachments(work, asking.actor, input.attachments ?? [], customerId);
  const sessionId = own?.active === true ? own.id : null;
  const contactPointId = leg?.contactPointId ?? null;
  await refuseBlocked(work, contactPointId);
  await refuseWithdrawn(work, { customerId, conversationId: locked.id, channel });
  const answer = await prepareAnswer(work, {
    channel,
    connectionId: leg?.connectionId ?? null,
    customerId,
    conversationId: locked.id,
    contactPointId,
    sessionId,
    text: input.text,
    attachments,
    format: input.format ?? {},
    agentId: asking.actor.id,
  });
  const item = await appendItem(work, {
    customerId,
    conversationId: locked.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: { text: input.text, ...(attachments.length === 0 ? {} : { attachments }), ...answer.data },
    channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'agent', id: asking.actor.id, name: await publicNameOf(work, asking.actor.id) },
    occurredAt: work.at,
  });
  assertMayLeave(item);
  const state = await answer.send(item);
  await insertDelivery(work, item.id, state);
  await afterAnswer(work, locked, previewOf(input.text, attachments));
  return withDelivery(work, item, { state, at: work.at.toISOString() });
}

async function refuseStale(work: Work, asking: Asking, locked: ConversationRecord, seen: Snapshot): Promise<void> {
  const { customerId, id: conversationId } = locked;
  const rows = await unseenItems(work, { customerId, conversationId, authorId: asking.actor.id, seen });
  if (rows.length === 0) return;
  const reader = { role: asking.actor.role, id: asking.actor.id };
  const items = rows.map((row) => itemFor(reader, row)).filter((item) => !isHidden(item));
  if (items.length > 0) throw new AppError('stale', { details: { items, conversation: asConversation(locked) } });
}

/** The last word is ours now: the row shows it and the customer's clock stops. */
async function afterAnswer(work: Work, before: ConversationRecord, preview: string): Promise<void> {
  const after = await patchConversation(work, before.id, {
    preview,
    last_item_at: work.at,
    customer_waits_since: null,
    reply_due_at: null,
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
