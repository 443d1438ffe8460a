import type { Query } from '#server/db/handle.ts';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import { gramsOf } from './grams.ts';
import { entryReplaced } from './words.repository.ts';

type Indexed = {
  readonly id: string;
  readonly customerId: string;
  readonly number: number;
  readonly subject: string | null;
};

/** Writes anew what a conversation is found by: its number and its subject. The customer is locked. */
export async function indexConversation(work: Work, conversation: Indexed): Promise<void> {
  await withNext(work.tx, conversationIndexed(work, conversation));
}

/** The statement of `indexConversation`. */
export function conversationIndexed(
  work: Work,
  { id: entityId, customerId, number, subject }: Indexed,
): Query<unknown> {
  const body = [String(number), subject ?? ''].join(' ').trim();
  return entryReplaced(work, {
    entity: 'conversation',
    entityId,
    customerId,
    at: work.at,
    body,
    grams: gramsOf(body),
  });
}
