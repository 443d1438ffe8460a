import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import { type Break, rowsOf } from './rows-of.ts';

/** [TL2] Items of a customer count 1, 2, 3 … up to the customer's own count. */
export const seqsWithoutGaps = rowsOf(
  (limit) => sql<Break>`
    select 'customer ' || c.id as what, coalesce(i.count, 0) || ' items, seq ' || coalesce(i.low, 0) || ' to ' || coalesce(i.high, 0) as found,
      'seq 1 to ' || c.last_seq || ' without gaps' as expected
    from customer c left join (
      select customer_id, count(*) as count, min(seq) as low, max(seq) as high from timeline_item group by customer_id) i on i.customer_id = c.id
    where c.last_seq <> coalesce(i.count, 0) or c.last_seq <> coalesce(i.high, 0) or (c.last_seq > 0 and i.low <> 1) limit ${limit}`,
);

/** [TL2] Versions of a topic have no gaps, and the newest is the topic's head. */
export const versionsWithoutGaps = rowsOf(
  (limit) => sql<Break>`
    with head as (
      select 'customer:' || id as topic, topic_version as version from customer where topic_version > 0
      union all select 'inbox:' || id, inbox_version from agent where inbox_version > 0
      union all select 'team:' || id, topic_version from team where topic_version > 0
      union all select 'board', version from board_topic where version > 0
    ), kept as (
      select topic, count(*) as count, min(version) as low, max(version) as high from topic_event group by topic)
    select 'topic ' || coalesce(h.topic, k.topic) as what,
      coalesce(k.count, 0) || ' events, version ' || coalesce(k.low, 0) || ' to ' || coalesce(k.high, 0) as found,
      'versions without gaps up to ' || coalesce(h.version, 0) as expected
    from head h full join kept k on k.topic = h.topic
    where h.version is distinct from k.high or k.count <> k.high - k.low + 1 limit ${limit}`,
);

/** [CV1] An agent or a team owns each conversation, never both, never none. */
export const oneOwner = rowsOf(
  (limit) => sql<Break>`
    select 'conversation ' || id as what, case when owner_agent_id is null then 'no owner' else 'two owners' end as found,
      'one owner' as expected
    from conversation where (owner_agent_id is null) = (owner_team_id is null) limit ${limit}`,
);

/** [CV1] Every change of owner has its assignment: epochs 1, 2, 3 … and the newest is who owns now. */
export const assignmentsMatch = rowsOf(
  (limit) => sql<Break>`
    select 'conversation ' || c.id as what,
      coalesce(n.count, 0) || ' assignments, epoch ' || coalesce(n.low, 0) || ' to ' || coalesce(n.high, 0)
        || case when a.epoch is null or a.same then '' else ', the newest for somebody else' end as found,
      'epochs 1 to ' || c.epoch || ', the newest for the owner' as expected
    from conversation c
    left join (select conversation_id, count(*) as count, min(epoch) as low, max(epoch) as high from assignment group by conversation_id) n
      on n.conversation_id = c.id
    left join lateral (
      select epoch, agent_id is not distinct from c.owner_agent_id and team_id is not distinct from c.owner_team_id as same
      from assignment where conversation_id = c.id and epoch = c.epoch) a on true
    where coalesce(n.count, 0) <> c.epoch or n.high <> c.epoch or n.low <> 1 or not coalesce(a.same, false) limit ${limit}`,
);

/** Every file of a message is kept, and bound to the customer whose thread it stands on. */
export const filesKept = rowsOf(
  (limit) => sql<Break>`
    select 'item ' || i.id as what,
      'file ' || (a ->> 'blobId') || case when b.id is null then ' is gone' else ' is not bound to this customer' end as found,
      'a file of customer ' || i.customer_id as expected
    from timeline_item i cross join lateral jsonb_array_elements(i.data -> 'attachments') a
    left join blob b on b.id::text = a ->> 'blobId'
    where jsonb_typeof(i.data -> 'attachments') = 'array' and b.customer_id is distinct from i.customer_id limit ${limit}`,
);

/** A call that is over has its item on the thread, and nobody is on it any more. */
export const endedCallsTold = rowsOf(
  (limit) => sql<Break>`
    select 'call ' || c.id as what, case when c.item_id is null then 'ended without an item' else 'its item is not on the thread' end as found,
      'one item that tells of it' as expected
    from call c left join timeline_item i on i.id = c.item_id
    where c.state = 'ended' and (i.id is null or i.kind <> 'call' or i.customer_id <> c.customer_id)
    union all
    select 'call ' || c.id, 'over, and still rings at agent ' || r.agent_id, 'no rings'
    from call c join call_ring r on r.call_id = c.id and r.state = 'ringing' where c.state = 'ended' limit ${limit}`,
);

/** However often somebody rang, one callback of their number is open. */
export const oneOpenCallback = rowsOf(
  (limit) => sql<Break>`
    select 'callbacks of contact point ' || coalesce(min(contact_point_id::text), '(none)') as what, count(*) || ' open' as found,
      'at most one' as expected
    from callback where state = 'open' group by number having count(*) > 1 limit ${limit}`,
);

/** [TL3] and the rest that the database itself watches over: an index that broke watches over nothing. */
export const indexesWhole = rowsOf(
  (limit) => sql<Break>`
    select 'index ' || indexrelid::regclass as what, 'not valid' as found, 'valid; reindex it' as expected
    from pg_index where not indisvalid and indrelid in (
      select oid from pg_class where relnamespace = 'public'::regnamespace) limit ${limit}`,
);

export type ItemToFind = {
  readonly id: string;
  readonly kind: ItemKind;
  readonly data: unknown;
  readonly found: boolean;
};

/** Items by id after one, each with whether search has an entry for it. Redacted ones are left out. */
export async function itemsToFind(db: ReadDb, after: string, limit: number): Promise<ItemToFind[]> {
  const { rows } = await sql<ItemToFind>`
    select i.id, i.kind, i.data, exists (
      select 1 from search_entry s where s.entity_id = i.id and s.entity in ('item', 'order')) as found
    from timeline_item i where i.id > ${after}::uuid and i.redacted_at is null order by i.id limit ${limit}`.execute(
    db,
  );
  return rows;
}
