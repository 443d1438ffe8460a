import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';

/**
 * What a visitor may read: what was said on a leg of their own. A conversation may have had another browser's legs before
 * and after theirs, and whoever came by a link is not shown what was said there ([HO6]); what stands on no leg is whoever's
 * leg was the newest then.
 */
const own = (contactPointId: string) => sql`
  exists (select 1 from session s where s.conversation_id = i.conversation_id and s.channel = i.channel
    and s.contact_point_id = ${contactPointId}::uuid and (s.id = i.session_id or i.session_id is null and not exists (
      select 1 from session n where n.conversation_id = i.conversation_id and n.channel = i.channel
        and n.contact_point_id <> s.contact_point_id
        and (s.started_at > i.occurred_at or n.started_at between s.started_at and i.occurred_at))))`;

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
      and i.visibility = 'customer' and i.kind = 'message' and ${own(contactPointId)} ${bound}
    order by i.occurred_at desc, i.customer_id desc, i.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** Those of a record's items that the visitor may read, oldest first. */
export async function visitorItemsAt(
  db: ReadDb,
  { customerId, contactPointId }: { readonly customerId: string; readonly contactPointId: string },
  seqs: readonly number[],
): Promise<ItemRow[]> {
  if (seqs.length === 0) return [];
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables}
    where i.customer_id = ${customerId}::uuid and i.seq = any(${seqs}::bigint[])
      and i.visibility = 'customer' and i.kind = 'message' and ${own(contactPointId)}
    order by i.occurred_at, i.seq`.execute(db);
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
