import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import { gramsOf } from './grams.ts';

type Indexed = {
  readonly id: string;
  readonly customerId: string;
  readonly number: number;
  readonly subject: string | null;
};

/** Writes anew what a conversation is found by: its number and its subject. The customer is locked. */
export async function indexConversation(work: Work, conversation: Indexed): Promise<void> {
  const body = [String(conversation.number), conversation.subject ?? ''].join(' ').trim();
  await sql`
    with gone as (delete from search_entry where entity = 'conversation' and entity_id = ${conversation.id})
    insert into search_entry (id, entity, entity_id, customer_id, at, body, grams)
    values (${work.nextId()}, 'conversation', ${conversation.id}, ${conversation.customerId}, ${work.at}, ${body},
      ${gramsOf(body)}::text[])`.execute(work.tx);
}
