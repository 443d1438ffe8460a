import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Commitment } from '#shared/domain/conversation.ts';

/** How far back a brief looks. */
const ITEMS_READ = 300;

/**
 * The items a brief is drafted from: those of the conversation, and what happened to the customer's orders since it was
 * opened; the newest few hundred up to `lastSeq`, ascending.
 */
export async function itemsForBrief(
  db: ReadDb,
  of: { readonly customerId: string; readonly conversationId: string; readonly since: Date; readonly lastSeq: number },
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select * from (
      (select ${itemColumns} from ${itemTables}
        where i.conversation_id = ${of.conversationId} and i.seq <= ${of.lastSeq} order by i.seq desc limit ${ITEMS_READ})
      union all
      (select ${itemColumns} from ${itemTables}
        where i.customer_id = ${of.customerId} and i.conversation_id is null and i.seq <= ${of.lastSeq}
          and i.kind in ('order', 'shipment', 'return') and i.occurred_at >= ${of.since}
        order by i.occurred_at desc, i.seq desc limit 20)
    ) found order by occurred_at, seq`.execute(db);
  return rows;
}

/** Open promises of a conversation, the next due first. */
export async function promisesOf(db: ReadDb, conversationId: string): Promise<Commitment[]> {
  const { rows } = await sql<Omit<Commitment, 'dueAt'> & { dueAt: Date }>`
    select id, conversation_id as "conversationId", customer_id as "customerId", text, due_at as "dueAt", state
    from commitment where conversation_id = ${conversationId} and state = 'open' order by due_at`.execute(db);
  return rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() }));
}
