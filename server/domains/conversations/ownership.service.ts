import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Author, Party } from '#shared/domain/party.ts';
import {
  type ConversationRecord,
  findConversation,
  lockConversation,
  ownerOf,
  setOwner,
} from './conversations.repository.ts';

/** Why an owner changed; kept with the assignment. */
export type OwnerChange = 'claimed' | 'released' | 'handed_off' | 'returned' | 'reopened' | 'timed_out';

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
  { to, change, by, item }: OwnerMove,
): Promise<ConversationRecord | null> {
  if (!(await setOwner(work, locked, to, change))) return null;
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
  if (item === undefined)
    await appendItem(work, { ...head, kind: 'system', data: { event: 'owner_changed', from, to, reason: change } });
  else await appendItem(work, { ...head, kind: 'handoff', data: item });
  const after = await findConversation(work.tx, locked.id);
  if (after === null) throw new Error(`conversation ${locked.id} is gone within its own lock`);
  await tellConversationChanged(work, after, [locked.ownerAgentId]);
  return after;
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
