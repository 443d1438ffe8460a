import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';

/** The newest messages of a conversation that its customer saw or said, the newest first. */
export async function spokenItems(db: ReadDb, conversationId: string, limit: number): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables}
    where i.conversation_id = ${conversationId}::uuid and i.kind = 'message' and i.visibility = 'customer'
      and i.redacted_at is null
    order by i.occurred_at desc, i.customer_id desc, i.seq desc limit ${limit}`.execute(db);
  return rows;
}
