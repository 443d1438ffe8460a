import { type Asking, demand } from '#server/asking.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { type ConversationRecord, ownerOf } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Help } from '#shared/domain/live-help.ts';
import type { Author } from '#shared/domain/party.ts';
import { helpOf, insertWatch, leaveWatch, lockWatch, resumeWatch } from './watches.repository.ts';

/**
 * A lead watches a conversation from now on, unseen by the customer ([ES3]): an item that only leads read, and everybody
 * who may know it is told. Watching what one watches changes nothing; coming back before the watch was settled resumes it
 * without a word on the thread. Errors: `not_found`, `wrong_state` when it is resolved or one's own.
 */
export async function watch(work: Work, asking: Asking, conversationId: string): Promise<Help> {
  demand(asking, 'help.give');
  const locked = await conversationLocked(work, conversationId);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const me = asking.actor.id;
  if (locked.ownerAgentId === me) throw new AppError('wrong_state', { details: { state: 'yours' } });
  const known = await lockWatch(work, locked.id, me);
  if (known === null) {
    await insertWatch(work, locked.id, me);
    await writeDown(work, locked, { event: 'watch_started', by: authorOf(asking) });
  } else if (known.leftAt !== null) await resumeWatch(work, known.id);
  return tellHelp(work, locked);
}

/** Stops watching; it is written down once it is settled. Nothing when one does not watch it. Errors: `not_found`. */
export async function unwatch(work: Work, asking: Asking, conversationId: string): Promise<Help> {
  demand(asking, 'help.give');
  const locked = await conversationLocked(work, conversationId);
  const known = await lockWatch(work, locked.id, asking.actor.id);
  if (known !== null) await leaveWatch(work, known.id, 'stopped');
  return tellHelp(work, locked);
}

type Written = { readonly event: 'watch_started' | 'watch_ended'; readonly by: Author; readonly at?: Date };

/** On record, for leads alone; of what the owner may know live, see `helpOf`. */
export async function writeDown(work: Work, locked: ConversationRecord, what: Written): Promise<void> {
  await appendItem(work, {
    ...internalItem(work, locked, what.by),
    kind: 'system',
    visibility: 'lead',
    occurredAt: what.at ?? work.at,
    data: { event: what.event, to: ownerOf(locked) },
  });
}

/** Tells everyone who may know who watches it now. The caller has locked the conversation. */
export async function tellHelp(work: Work, { id, customerId }: Pick<ConversationRecord, 'id' | 'customerId'>) {
  await addCustomerEvent(work, customerId, { type: 'help_changed', conversationId: id });
  const [record] = await helpOf(work.tx, [id]);
  if (record === undefined) throw new Error(`conversation ${id} is gone within its own lock`);
  const { audience: _, ...help } = record;
  return help;
}
