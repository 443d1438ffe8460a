import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Words by which a provider says that an address itself does not work; a failing connection is not one. */
const ADDRESS_FAILED = ['undeliverable', 'bounced', 'no_mailbox', 'blocked'];

/** When the newest item to each of these contact points failed for the address' sake; points that work are left out. */
export async function failedAddresses(
  db: ReadDb,
  contactPointIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly at: Date; readonly channel: string }>> {
  const { rows } = await sql<{ id: string; at: Date; channel: string; state: string; reason: string | null }>`
    select distinct on (o.contact_point_id, i.channel) o.contact_point_id as id, i.channel, d.at, d.state, d.reason
    from outgoing o join timeline_item i on i.id = o.item_id join delivery d on d.item_id = o.item_id
    where o.contact_point_id = any(${contactPointIds}::uuid[])
      and not exists (select 1 from timeline_item h join session s on s.id = h.session_id
        where s.contact_point_id = o.contact_point_id and h.channel = i.channel and h.direction = 'in'
          and h.received_at > d.at)
    order by o.contact_point_id, i.channel, o.created_at desc, o.item_id desc`.execute(db);
  const failed = rows.filter(
    ({ state, reason }) => state === 'failed' && ADDRESS_FAILED.some((word) => reason?.startsWith(word)),
  );
  return new Map(failed.map(({ id, at, channel }) => [`${id}:${channel}`, { at, channel }]));
}

/** The newest conversation of a thread's records, for what providers say about answering it; null without any. */
export async function newestConversation(db: ReadDb, members: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from conversation where customer_id = any(${members}::uuid[]) order by last_item_at desc limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}
