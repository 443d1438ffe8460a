import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';

/**
 * Which of these addresses, in their normal form, nobody on the thread holds, no mail on it names, and are no account of
 * ours, in the order given.
 */
export async function strangers(db: ReadDb, customerId: string, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<{ address: string }>`
    with named as (
      select distinct lower(person ->> 'address') as address
      from timeline_item i
        cross join lateral (
          select i.data -> 'email' -> 'from' as person
          union all select jsonb_array_elements(coalesce(i.data -> 'email' -> 'to', '[]'))
          union all select jsonb_array_elements(coalesce(i.data -> 'email' -> 'cc', '[]'))
          union all select jsonb_array_elements(coalesce(i.data -> 'email' -> 'replyTo', '[]'))) head
      where i.customer_id = any(${memberIds(customerId)}) and i.kind = 'message' and i.data ? 'email')
    select a.address from unnest(${addresses}::text[]) with ordinality as a (address, place)
    where not exists (select 1 from named n where n.address = a.address)
      and not exists (select 1 from contact_point p join contact_point_link l on l.contact_point_id = p.id
        where p.kind = 'email' and p.value = a.address and l.until is null
          and l.customer_id = any(${memberIds(customerId)}))
      and not exists (select 1 from channel_connection k where lower(k.settings ->> 'address') = a.address)
    order by a.place`.execute(db);
  return rows.map(({ address }) => address);
}
