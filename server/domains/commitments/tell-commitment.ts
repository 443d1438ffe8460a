import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import type { Author } from '#shared/domain/party.ts';
import { type CommitmentRecord, itemOf } from './commitments.repository.ts';

type Event = {
  readonly event: 'made' | 'kept' | 'broken' | 'cancelled' | 'moved';
  /** Null: by the clock. */
  readonly by: Author | null;
  readonly from?: Date;
  readonly reason?: string;
  /** Whose inboxes hear of it beside the owner's. */
  readonly alsoAgents?: readonly string[];
};

/** Puts what became of a promise on the thread and tells everybody whose lists it changes. The conversation is locked. */
export async function tellCommitment(
  work: Work,
  locked: ConversationRecord,
  promise: CommitmentRecord,
  { event, by, from, reason, alsoAgents = [] }: Event,
): Promise<void> {
  const item = itemOf(promise);
  await appendItem(work, {
    ...internalItem(work, locked, by),
    kind: 'commitment',
    data: {
      commitmentId: promise.id,
      event,
      text: promise.text,
      dueAt: promise.dueAt.toISOString(),
      ...(from !== undefined && { from: from.toISOString() }),
      ...(reason !== undefined && { reason }),
      ...(item !== null && { item }),
    },
  });
  // The row's due time and its promises are read anew by whoever follows.
  await tellConversationChanged(work, locked, alsoAgents);
}
