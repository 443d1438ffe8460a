import { sql } from 'kysely';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Work } from '#server/work.ts';
import type { Snapshot } from '#shared/domain/brief.ts';

/** Enough to show; who missed more than this opens the thread anew. */
const SHOWN = 50;

/**
 * What a visitor's browser does by itself: it would make every answer stale while they look around the shop, and says
 * nothing that an answer could contradict.
 */
const AMBIENT = ['browse', 'cart', 'device'];

type Since = {
  readonly customerId: string;
  readonly conversationId: string;
  readonly authorId: string;
  /** By record; one that joined the thread after the author opened it is taken as seen up to where it joined. */
  readonly seen: Snapshot;
};

/**
 * What a send must not pass over ([CV3]), oldest first: after `seen`, by somebody else, a customer-visible item, a
 * customer's item, or a change of owner or status of this conversation. Old news that is imported meanwhile is not one.
 * The caller has locked the thread, so nothing can slip in between this look and the send.
 */
export async function unseenItems(work: Work, s: Since): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select found.* from (
      select m.id, coalesce((${JSON.stringify(s.seen)}::jsonb ->> m.id::text)::bigint,
        case when m.id = ${s.customerId} then 0 else m.thread_seq end, 0) as seen
      from customer m where m.id = any(${memberIds(s.customerId)})) member
    cross join lateral (select ${itemColumns} from ${itemTables}
    where i.customer_id = member.id and i.seq > member.seen and not i.historical and i.kind <> all(${AMBIENT}::text[])
      and not (i.author->>'type' = 'agent' and i.author->>'id' = ${s.authorId})
      and (i.visibility = 'customer' or (i.direction = 'in' and i.author->>'type' = 'customer')
        or (i.conversation_id = ${s.conversationId} and (
          (i.kind = 'system' and i.data->>'event' in ('owner_changed', 'status_changed', 'resolved', 'reopened'))
          or (i.kind = 'handoff' and i.data->>'event' in ('completed', 'returned')))))
    order by i.seq limit ${SHOWN}) found
    order by occurred_at, customer_id, seq limit ${SHOWN}`.execute(work.tx);
  return rows;
}
