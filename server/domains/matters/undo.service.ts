import { type Asking, demand } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import {
  changeOwner,
  conversationLocked,
  tellConversationChanged,
} from '#server/domains/conversations/ownership.service.ts';
import { endEscalations } from '#server/domains/escalations/end-open.service.ts';
import { findAgentReceiver, openHandoffOf } from '#server/domains/handoffs/handoffs.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';
import { findLink, giveLegsBack, type LinkRecord, moveDrafts, movePromises, undoLink } from './links.repository.ts';

/**
 * Takes a merge or a split back ([CV7]). After a merge both stand as before, each with its drafts and promises, and what
 * came since stays where it came. A split that is taken back becomes part of what it came off. Only who owns what it was
 * merged into or came off, or a lead. Throws `not_found` when it was taken back before.
 */
export async function undo(work: Work, asking: Asking, linkId: string): Promise<Conversation> {
  const link = await findLink(work.tx, linkId);
  if (link === null) throw new AppError('not_found');
  const into = await conversationLocked(work, link.toId);
  const from = await conversationLocked(work, link.fromId);
  const owns = [into, from].some(({ ownerAgentId }) => ownerAgentId === asking.actor.id);
  demand(asking, 'conversation.assign', owns ? { ownerId: asking.actor.id } : {});
  refuseBuried(link, into, from);
  if (!(await undoLink(work, link.id, asking.actor.id))) throw new AppError('not_found');
  return link.kind === 'merge'
    ? unmerge(work, asking, { link, into, from })
    : unsplit(work, asking, { link, into, from });
}

/** What either of them became since has to be taken back first; nobody is put back where nobody looks. */
function refuseBuried({ kind }: LinkRecord, into: ConversationRecord, from: ConversationRecord): void {
  const merged = from.mergedInto?.id ?? null;
  const gone = into.mergedInto !== null || (kind === 'merge' ? merged !== into.id : merged !== null);
  if (gone) throw new AppError('wrong_state', { details: { state: 'merged' } });
  if (kind === 'split' && into.status === 'resolved') {
    throw new AppError('wrong_state', { details: { state: into.status } });
  }
}

type Undoing = { readonly link: LinkRecord; readonly into: ConversationRecord; readonly from: ConversationRecord };

async function unmerge(work: Work, asking: Asking, { link, into, from }: Undoing): Promise<Conversation> {
  const { before } = link;
  await movePromises(work, into.id, from.id, before.promises);
  await moveDrafts(work, into.id, from.id, before.drafts);
  await giveLegsBack(work, before);
  await appendItem(work, {
    ...internalItem(work, from, authorOf(asking)),
    kind: 'system',
    data: { event: 'merge_undone', reason: `#${into.number} → #${from.number}` },
  });
  const open = await patchConversation(work, from.id, {
    merged_into: null,
    ...waitingAsBefore(before),
    resolved_at: null,
    customer_waits_since: before.customerWaitsSince,
    reply_due_at: before.replyDueAt,
  });
  const to = await whoHadIt(work, before.owner, open);
  const after = await give(work, asking, open, to);
  await tellConversationChanged(work, await patchConversation(work, into.id, { last_item_at: work.at }));
  return asConversation(after);
}

/** What was asked of a lead ended with the merge: there is no answer to wait for. */
const waitingAsBefore = ({ status, waitingOn, waitingUntil }: LinkRecord['before']) =>
  waitingOn === 'lead'
    ? ({ status: 'open', waiting_on: null, waiting_until: null } as const)
    : { status, waiting_on: waitingOn, waiting_until: waitingUntil };

/** Back to who had it, if they are here; otherwise to the queue: nothing waits for somebody who is off ([CV6]). */
async function whoHadIt(work: Work, owner: Party, c: ConversationRecord): Promise<Party> {
  if (owner.type === 'team') return owner;
  const agent = await findAgentReceiver(work, owner.id);
  return agent?.here === true ? owner : { type: 'team', id: c.teamId, name: c.teamName };
}

async function unsplit(work: Work, asking: Asking, { link, into, from }: Undoing): Promise<Conversation> {
  if ((await openHandoffOf(work.tx, from.id)) !== null) throw new AppError('handoff_open');
  await endEscalations(work, from, authorOf(asking));
  await movePromises(work, from.id, into.id);
  await moveDrafts(work, from.id, into.id);
  await giveLegsBack(work, link.before);
  await appendItem(work, {
    ...internalItem(work, into, authorOf(asking)),
    kind: 'system',
    data: { event: 'split_undone', reason: `#${from.number} → #${into.number}` },
  });
  const owner: Party =
    into.ownerAgentId === null
      ? { type: 'team', id: into.teamId, name: into.teamName }
      : { type: 'agent', id: into.ownerAgentId, name: into.ownerName };
  const gone = await give(work, asking, from, owner);
  const ended = await patchConversation(work, gone.id, {
    status: 'resolved',
    resolved_at: work.at,
    merged_into: into.id,
    waiting_on: null,
    waiting_until: null,
    customer_waits_since: null,
    reply_due_at: null,
  });
  await tellConversationChanged(work, ended);
  const waits = from.customerWaitsSince;
  const after = await patchConversation(work, into.id, {
    customer_waits_since: into.customerWaitsSince ?? waits,
    reply_due_at: into.replyDueAt ?? from.replyDueAt,
  });
  await tellConversationChanged(work, after);
  return asConversation(after);
}

async function give(work: Work, asking: Asking, c: ConversationRecord, to: Party): Promise<ConversationRecord> {
  if ((c.ownerAgentId ?? c.ownerTeamId) === to.id) {
    await tellConversationChanged(work, c);
    return c;
  }
  const after = await changeOwner(work, c, { to, change: 'merged', by: byOf(asking) });
  if (after === null) throw new AppError('not_owner', { details: { owner: c.ownerName, epoch: c.epoch } });
  return after;
}
