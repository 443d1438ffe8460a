import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';

/** Conversations that a visitor has had in the widget: those with a session on their contact point. */
const own = (contactPointId: string) => sql`
  exists (select 1 from session s where s.conversation_id = i.conversation_id and s.channel = i.channel
    and s.contact_point_id = ${contactPointId}::uuid)`;

export type Place = { readonly occurredAt: string; readonly customerId: string; readonly seq: number };

/** Items for the customer on the visitor's own conversations, newest first. */
export async function visitorItems(
  db: ReadDb,
  contactPointId: string,
  before: Place | null,
  limit: number,
): Promise<ItemRow[]> {
  const bound =
    before === null
      ? sql``
      : sql`and (i.occurred_at, i.customer_id, i.seq) < (${before.occurredAt}::timestamptz, ${before.customerId}::uuid, ${before.seq}::bigint)`;
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables}
    where i.conversation_id in (select conversation_id from session where contact_point_id = ${contactPointId}::uuid)
      and i.visibility = 'customer' and ${own(contactPointId)} ${bound}
    order by i.occurred_at desc, i.customer_id desc, i.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** Read marks over the visitor's own conversations on their present record. */
export async function visitorReads(
  db: ReadDb,
  contactPointId: string,
  customerId: string,
): Promise<{ byAgent: number; byVisitor: number }> {
  const { rows } = await sql<{ byAgent: number; byVisitor: number }>`
    select coalesce(max(c.agent_read_seq), 0) as "byAgent", coalesce(max(c.customer_read_seq), 0) as "byVisitor"
    from conversation c where c.customer_id = ${customerId}
      and exists (select 1 from session s where s.conversation_id = c.id and s.contact_point_id = ${contactPointId}::uuid)`.execute(
    db,
  );
  return rows[0] ?? { byAgent: 0, byVisitor: 0 };
}
