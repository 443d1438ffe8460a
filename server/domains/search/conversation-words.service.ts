import type { Work } from '#server/work.ts';
import { gramsOf } from './grams.ts';
import { replaceEntry } from './words.repository.ts';

type Indexed = {
  readonly id: string;
  readonly customerId: string;
  readonly number: number;
  readonly subject: string | null;
};

/** Writes anew what a conversation is found by: its number and its subject. The customer is locked. */
export async function indexConversation(work: Work, conversation: Indexed): Promise<void> {
  const body = [String(conversation.number), conversation.subject ?? ''].join(' ').trim();
  const { id: entityId, customerId } = conversation;
  await replaceEntry(work, {
    entity: 'conversation',
    entityId,
    customerId,
    at: work.at,
    body,
    grams: gramsOf(body),
  });
}
