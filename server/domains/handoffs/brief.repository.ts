import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Snapshot } from '#shared/domain/brief.ts';

/** How far back a brief looks. */
const ITEMS_READ = 300;

/**
 * The items a brief is drafted from: those of the conversation, and what happened to the customer's orders and in stores
 * since it was opened, on whichever record of the thread; the newest few hundred up to the snapshot, ascending.
 */
export async function itemsForBrief(
  db: ReadDb,
  of: { readonly conversationId: string; readonly since: Date; readonly snapshot: Snapshot },
): Promise<ItemRow[]> {
  const members = Object.keys(of.snapshot);
  const upTo = members.map((id) => of.snapshot[id] ?? 0);
  const { rows } = await sql<ItemRow>`
    with member as materialized (select * from unnest(${members}::uuid[], ${upTo}::bigint[]) as m (id, last_seq))
    select * from (
      (select ${itemColumns} from ${itemTables} join member on member.id = i.customer_id
        where i.conversation_id = ${of.conversationId} and i.seq <= member.last_seq
        order by i.occurred_at desc, i.seq desc limit ${ITEMS_READ})
      union all
      (select bought.* from member cross join lateral (select ${itemColumns} from ${itemTables}
        where i.customer_id = member.id and i.conversation_id is null and i.seq <= member.last_seq
          and i.kind in ('order', 'shipment', 'return', 'pickup', 'visit') and i.occurred_at >= ${of.since}
        order by i.occurred_at desc, i.seq desc limit 20) bought)
    ) found order by occurred_at, customer_id, seq`.execute(db);
  return rows;
}
