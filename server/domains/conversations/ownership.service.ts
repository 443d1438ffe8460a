import { together, withNext } from '#server/db/together.ts';
import { lockAgents } from '#server/domains/handoffs/handoffs.repository.ts';
import type { Withdrawn } from '#server/domains/routing/work-offers.repository.ts';
import { type Appending, itemToAppend } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Author, Party } from '#shared/domain/party.ts';
import {
  type ConversationRecord,
  conversationById,
  lockConversation,
  ownerGiven,
  ownerOf,
  ownerSurelyGiven,
} from './conversations.repository.ts';

/** Why an owner changed; kept with the assignment. */
export type OwnerChange =
  | 'claimed'
  | 'released'
  | 'handed_off'
  | 'returned'
  | 'reopened'
  | 'timed_out'
  | 'assigned'
  | 'merged'
  | 'split'
  /** [CV5]: the owner did not answer within the limit. */
  | 'silent'
  /** [CV6]: a reply or a due promise, and the owner is off. */
  | 'owner_off'
  /** [CV6]: handed over at the end of a shift. */
  | 'shift_end'
  /** [ES3]: a lead took it from its owner, and gave it back. */
  | 'taken_over'
  | 'given_back';

/** Who gets it, why, by whom (null: by a clock or a rule), and the item to put on the thread in place of the plain one. */
export type OwnerMove = {
  readonly to: Party;
  readonly change: OwnerChange;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly item?: ItemData<'handoff'>;
};

/**
 * Gives a locked conversation to another owner: one conditional update that raises the epoch, the assignment, and an item
 * on the thread, in this transaction ([CV1]). Returns null, with nothing done, when the epoch had moved on.
 * `item` replaces the plain "owner changed" item, as handoffs put their knot there.
 */
export async function changeOwner(
  work: Work,
  locked: ConversationRecord,
  move: OwnerMove,
): Promise<ConversationRecord | null> {
  const { statement, appended } = moveOnThread(work, locked, { ...move, given: ownerGiven });
  const [[place], [after]] = await together(work.tx, [statement, conversationById(locked.id)]);
  if (place === undefined) return null;
  if (after === undefined) throw new Error(`conversation ${locked.id} is gone within its own lock`);
  appended(place);
  const offered = place.told as Withdrawn | null;
  if (offered !== null) {
    await lockAgents(work, [locked.ownerAgentId, after.ownerAgentId, offered.agentId]);
    await addInboxEvent(work, offered.agentId, { type: 'work_offer_changed', offerId: offered.id });
  }
  await tellConversationChanged(work, after, [locked.ownerAgentId]);
  return after;
}

/**
 * The same from one person to another, where `locked` is as it is under the lock of this work, so that it cannot come too late:
 * nobody waits for it, and it leaves with the next statement or the commit. Gives the conversation as it will be then.
 */
export async function handOwnerOver(
  work: Work,
  locked: ConversationRecord,
  move: OwnerMove & { readonly to: { readonly type: 'agent' } },
): Promise<ConversationRecord> {
  if (locked.ownerAgentId === null) throw new Error(`conversation ${locked.id} is in a queue`);
  const { statement, appended } = moveOnThread(work, locked, { ...move, given: ownerSurelyGiven });
  await withNext(work.tx, statement, ([place]) => {
    if (place !== undefined) appended(place);
  });
  const { id, name } = move.to;
  const epoch = locked.epoch + 1;
  const after = { ...locked, ownerAgentId: id, ownerName: name, lastOwnerAgentId: locked.ownerAgentId, epoch };
  await tellConversationChanged(work, after, [locked.ownerAgentId]);
  return after;
}

/** The change of owner, what is withdrawn by it, and the item that tells of it, in one statement. */
function moveOnThread(
  work: Work,
  locked: ConversationRecord,
  { to, change, by, item, given: give }: OwnerMove & { readonly given: typeof ownerGiven },
): Appending {
  const from = ownerOf(locked);
  const author: Author = by === null ? { type: 'system' } : { type: 'agent', id: by.id, name: by.name };
  const head = {
    customerId: locked.customerId,
    channel: locked.channel,
    direction: 'none',
    visibility: 'internal',
    author,
    occurredAt: work.at,
    conversationId: locked.id,
  } as const;
  const given = give(work, locked, to, change);
  if (item !== undefined) return itemToAppend(work, { ...head, kind: 'handoff', data: item }, given);
  const data = { event: 'owner_changed', from, to, reason: change } as const;
  return itemToAppend(work, { ...head, kind: 'system', data }, given);
}

/**
 * Tells everyone who follows that a conversation's row or state changed: its customer's topic, the inboxes of its owner
 * and of `alsoAgents` (a former owner), and its team's board. Inboxes in order of id, after all other locks.
 */
export async function tellConversationChanged(
  work: Work,
  c: ConversationRecord,
  alsoAgents: readonly (string | null)[] = [],
): Promise<void> {
  await addCustomerEvent(work, c.customerId, { type: 'conversation_changed', conversationId: c.id });
  await tellInboxes(work, c, alsoAgents);
}

/** The rows alone: for a new item that changes nothing of the conversation but its row in lists. */
export async function tellInboxes(
  work: Work,
  c: ConversationRecord,
  alsoAgents: readonly (string | null)[] = [],
): Promise<void> {
  const agents = new Set([c.ownerAgentId, ...alsoAgents].filter((id): id is string => id !== null));
  for (const agentId of [...agents].sort())
    await addInboxEvent(work, agentId, { type: 'rows_changed', conversationId: c.id });
  work.changes.push({ to: 'team', teamId: c.teamId, conversationId: c.id });
}

/** The locked conversation, if it exists. Throws `not_found`. */
export async function conversationLocked(work: Work, id: string): Promise<ConversationRecord> {
  const locked = await lockConversation(work, id);
  if (locked === null) throw new AppError('not_found');
  return locked;
}

/**
 * The locked conversation, if the asker owns it at this epoch. Throws `not_found`, or `not_owner` with who owns it now
 * and its epoch; every command that only an owner may give starts here ([CV1]).
 */
export async function ownedConversation(
  work: Work,
  id: string,
  epoch: number,
  agentId: string,
): Promise<ConversationRecord> {
  const locked = await conversationLocked(work, id);
  if (locked.ownerAgentId !== agentId || locked.epoch !== epoch) {
    throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  }
  return locked;
}
