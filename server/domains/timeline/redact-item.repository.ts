import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

export type RedactedItem = {
  readonly customerId: string;
  readonly seq: number;
  readonly conversationId: string | null;
  readonly channel: string;
};

/**
 * Takes the words and files of a message away and leaves its place ([TL1]): the item, its words for search, its files, the
 * preview of its conversation. Null when it was done before.
 */
export async function clearMessage(work: Work, itemId: string): Promise<RedactedItem | null> {
  const { rows } = await sql<RedactedItem & { files: string[] }>`
    with before as (select id, data from timeline_item where id = ${itemId}::uuid and redacted_at is null for update)
    update timeline_item i set data = '{"text": "", "unsent": true}'::jsonb, redacted_at = ${work.at} from before b
    where i.id = b.id and i.kind = 'message'
    returning i.customer_id as "customerId", i.seq, i.conversation_id as "conversationId", i.channel,
      array(select a ->> 'blobId' from jsonb_array_elements(coalesce(b.data -> 'attachments', '[]'::jsonb)) a) as files`.execute(
    work.tx,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { files, ...item } = row;
  await sql`delete from search_entry where entity = 'item' and entity_id = ${itemId}::uuid`.execute(work.tx);
  await sql`delete from blob where id = any(${files}::uuid[]) and owner_type = 'system'`.execute(work.tx);
  await sql`update conversation c set preview = '' where c.id = ${item.conversationId}::uuid and not exists (
    select 1 from timeline_item n where n.conversation_id = c.id and n.kind = 'message' and n.customer_id = ${item.customerId}
      and n.seq > ${item.seq} and n.visibility = 'customer')`.execute(work.tx);
  return item;
}
