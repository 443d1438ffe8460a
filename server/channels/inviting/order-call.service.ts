import { winCallback } from '#server/domains/callbacks/callback-changes.repository.ts';
import { openCallbackOf } from '#server/domains/callbacks/callbacks.repository.ts';
import { wantCallback } from '#server/domains/callbacks/open-callback.service.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { RetryWork, type Work } from '#server/work.ts';

type Called = { readonly number: string; readonly customerId: string; readonly contactPointId: string | null };

/** `own`: made for this; else it was wanted before, and stays when this is over. */
export type Ordered = { readonly callbackId: string; readonly own: boolean };

/**
 * Has somebody called by whoever takes them over, now or at a time: the call goes onto their conversation, and answering it
 * is their arrival. A callback that a colleague has stays theirs. Null when somebody else waits to be called at that
 * number: then nothing has changed.
 */
export async function orderCall(
  work: Work,
  c: ConversationRecord,
  { called, at, callerId }: { readonly called: Called; readonly at: Date | null; readonly callerId: string | null },
): Promise<Ordered | null> {
  const before = await openCallbackOf(work.tx, called.number);
  if (before !== null && !(await membersOf(work.tx, c.customerId)).includes(before.customerId)) return null;
  const record = await wantCallback(work, {
    ...called,
    conversationId: c.id,
    connectionId: null,
    teamId: c.teamId,
    reason: 'asked',
    wish: { from: at ?? work.at, until: null },
  });
  // Wanted or closed since the look: whose it is has to be looked at again.
  if (record.isNew === (before !== null)) throw new RetryWork();
  if (callerId !== null) await winCallback(work, record.id, callerId);
  return { callbackId: record.id, own: record.isNew };
}
