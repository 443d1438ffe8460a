import type { Asking } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import {
  asConversation,
  type ConversationRecord,
  findConversation,
  ownerOf,
} from '#server/domains/conversations/conversations.repository.ts';
import {
  changeOwner,
  conversationLocked,
  ownedConversation,
  tellConversationChanged,
} from '#server/domains/conversations/ownership.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { endEscalations } from '#server/domains/escalations/end-open.service.ts';
import { openHandoffOf } from '#server/domains/handoffs/handoffs.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { type Before, insertLink, moveDrafts, moveLegs, movePromises } from './links.repository.ts';

type Merge = CommandParsed<'conversation:merge'>;

/**
 * Makes one conversation part of another of the same thread ([CV7]). It keeps its number and its items, is resolved as
 * merged, and has the other's owner; its open promises and its drafts go along, its clock too. Throws `not_owner`,
 * `wrong_state` when either is resolved, `handoff_open`, or `invalid` for another customer's.
 */
export async function merge(
  work: Work,
  asking: Asking,
  input: Merge,
): Promise<{ linkId: string; conversation: Conversation }> {
  const into = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const from = await conversationLocked(work, input.fromId);
  await refuseMerge(work, asking, { into, from, input });
  const before: Before = {
    ...stateOf(from),
    promises: await movePromises(work, from.id, into.id),
    drafts: await moveDrafts(work, from.id, into.id),
    // What is answered in the one has to reach whoever spoke in the other; a call stays where it is.
    ...(await moveLegs(work, from.id, into.id, talkingLegs(from))),
  };
  // What was asked about it has no answer of its own any more; it is asked about the other anew.
  await endEscalations(work, from, authorOf(asking));
  const linkId = await insertLink(work, {
    kind: 'merge',
    fromId: from.id,
    toId: into.id,
    before,
    madeBy: asking.actor.id,
  });
  const head = internalItem(work, into, authorOf(asking));
  await appendItem(work, {
    ...head,
    kind: 'system',
    data: { event: 'merged', reason: `#${from.number} → #${into.number}` },
  });
  const gone = await underOneOwner(work, asking, from, into);
  await patchConversation(work, gone.id, {
    status: 'resolved',
    resolved_at: work.at,
    merged_into: into.id,
    waiting_on: null,
    waiting_until: null,
    customer_waits_since: null,
    reply_due_at: null,
  });
  const after = await patchConversation(work, into.id, {
    customer_waits_since: earlier(into.customerWaitsSince, from.customerWaitsSince),
    reply_due_at: earlier(into.replyDueAt, from.replyDueAt),
    last_item_at: work.at,
    ...(from.lastItemAt > into.lastItemAt && canAnswerOn(into, from) ? { channel: from.channel } : {}),
  });
  await tellConversationChanged(work, await reread(work, gone.id), [from.ownerAgentId]);
  await tellConversationChanged(work, after);
  return { linkId, conversation: asConversation(after) };
}

const talkingLegs = ({ sessions }: ConversationRecord): string[] =>
  sessions.filter(({ state, channel }) => state === 'active' && channel !== CALL_CHANNEL).map(({ id }) => id);

/** Whether the merged one has a leg of the other's channel to answer on. */
const canAnswerOn = (into: ConversationRecord, from: ConversationRecord): boolean =>
  into.sessions.some(({ channel }) => channel === from.channel) ||
  from.sessions.some(({ id, channel }) => channel === from.channel && talkingLegs(from).includes(id));

type Merging = { readonly into: ConversationRecord; readonly from: ConversationRecord; readonly input: Merge };

async function refuseMerge(work: Work, asking: Asking, { into, from, input }: Merging): Promise<void> {
  if (into.id === from.id) throw new AppError('invalid', { details: { reason: 'fromId: is the same conversation' } });
  const members = await membersOf(work.tx, into.customerId);
  if (!members.includes(from.customerId)) {
    throw new AppError('invalid', { details: { reason: 'fromId: is another customer’s' } });
  }
  for (const { status } of [into, from]) {
    if (status === 'resolved') throw new AppError('wrong_state', { details: { state: status } });
  }
  const theirs = from.ownerAgentId === asking.actor.id;
  const queued = from.ownerTeamId !== null && asking.actor.teamIds.includes(from.ownerTeamId);
  if (from.epoch !== input.fromEpoch || !(theirs || queued || asking.actor.role === 'lead')) {
    throw new AppError('not_owner', { details: { owner: from.ownerName, epoch: from.epoch } });
  }
  for (const { id } of [into, from])
    if ((await openHandoffOf(work.tx, id)) !== null) throw new AppError('handoff_open');
}

/** A conversation as it is now, to be given back by an undo. */
export const stateOf = (c: ConversationRecord): Omit<Before, 'promises' | 'drafts' | 'sessions' | 'begun'> => ({
  status: c.status,
  waitingOn: c.waitingOn,
  waitingUntil: c.waitingUntil?.toISOString() ?? null,
  owner: ownerOf(c),
  customerWaitsSince: c.customerWaitsSince?.toISOString() ?? null,
  replyDueAt: c.replyDueAt?.toISOString() ?? null,
});

/** What is part of another has its owner ([CV1]). */
async function underOneOwner(
  work: Work,
  asking: Asking,
  from: ConversationRecord,
  into: ConversationRecord,
): Promise<ConversationRecord> {
  const to = ownerOf(into);
  if (ownerOf(from).id === to.id) return from;
  const after = await changeOwner(work, from, { to, change: 'merged', by: byOf(asking) });
  if (after === null) throw new AppError('not_owner', { details: { owner: from.ownerName, epoch: from.epoch } });
  return after;
}

async function reread(work: Work, id: string): Promise<ConversationRecord> {
  const found = await findConversation(work.tx, id);
  if (found === null) throw new Error(`conversation ${id} is gone within its own lock`);
  return found;
}

const earlier = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};
