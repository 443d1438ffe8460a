import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

/** Raises the owner's read mark, at most to the thread's newest item; null when it stood there or further already. */
export async function raiseAgentRead(work: Work, conversationId: string, seq: number): Promise<number | null> {
  const { rows } = await sql<{ seq: number }>`
    update conversation v set agent_read_seq = least(${seq}::bigint, c.last_seq) from customer c
    where v.id = ${conversationId} and c.id = v.customer_id and v.agent_read_seq < least(${seq}::bigint, c.last_seq)
    returning v.agent_read_seq as seq`.execute(work.tx);
  return rows[0]?.seq ?? null;
}

/** Whose chat a visitor's is. */
export async function visitorPlace(
  work: Pick<Work, 'tx'>,
  visitorId: string,
): Promise<{ customerId: string; contactPointId: string } | null> {
  const row = await work.tx
    .selectFrom('visitor')
    .select(['customer_id as customerId', 'contact_point_id as contactPointId'])
    .where('id', '=', visitorId)
    .executeTakeFirst();
  return row ?? null;
}

type Reading = { readonly customerId: string; readonly contactPointId: string; readonly seq: number };

/**
 * Raises the customer's read mark on the conversations they hold by this contact point, as far as each has an answer of
 * ours up to `seq`. Gives the conversations whose mark rose.
 */
export async function raiseCustomerRead(work: Work, r: Reading): Promise<{ id: string; seq: number }[]> {
  const { rows } = await sql<{ id: string; seq: number }>`
    update conversation c set customer_read_seq = newest.seq
    from (
      select i.conversation_id, max(i.seq) as seq from timeline_item i
      where i.conversation_id in (select s.conversation_id from session s where s.contact_point_id = ${r.contactPointId})
        and i.customer_id = ${r.customerId} and i.seq <= ${r.seq} and i.direction = 'out' and i.visibility = 'customer'
      group by i.conversation_id) newest
    where c.id = newest.conversation_id and c.customer_id = ${r.customerId} and c.customer_read_seq < newest.seq
    returning c.id, newest.seq`.execute(work.tx);
  return rows;
}

/** Marks what went out on a conversation up to `seq` as read: the customer's own word is the evidence. */
export async function markDeliveriesRead(work: Work, conversationId: string, seq: number): Promise<void> {
  await sql`update delivery d set state = 'read', at = ${work.at}, reason = null from timeline_item i, conversation c
    where c.id = ${conversationId} and i.customer_id = c.customer_id and i.id = d.item_id and i.conversation_id = ${conversationId} and i.seq <= ${seq} and i.direction = 'out'
      and i.visibility = 'customer' and d.state in ('queued', 'sent', 'delivered')`.execute(work.tx);
}
