import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';

export type LastItem = {
  readonly seq: number;
  readonly occurredAt: Date;
  readonly kind: ItemKind;
  readonly channel: string;
  readonly direction: 'in' | 'out' | 'none';
  readonly data: Record<string, unknown>;
};

/** The newest things that happened with somebody, as everybody may read them; without what we merely noted. */
export async function lastItems(db: ReadDb, members: readonly string[], limit: number): Promise<LastItem[]> {
  const { rows } = await sql<LastItem>`
    select n.seq, n.occurred_at as "occurredAt", n.kind, n.channel, n.direction, n.data
    from unnest(${members}::uuid[]) as member (id) cross join lateral (
      select i.customer_id, i.seq, i.occurred_at, i.kind, i.channel, i.direction, i.data from timeline_item i
      where i.customer_id = member.id and i.visibility in ('customer', 'internal') and i.redacted_at is null
        and i.corrects is null and i.kind in ('message', 'call', 'order', 'shipment', 'return', 'visit', 'purchase', 'pickup')
      order by i.occurred_at desc, i.seq desc limit ${limit}) n
    order by n.occurred_at desc, n.customer_id, n.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** Others than this customer who hold a number, by name. */
export async function othersHolding(
  db: ReadDb,
  number: string,
  members: readonly string[],
): Promise<{ customerId: string; name: string }[]> {
  const { rows } = await sql<{ customerId: string; name: string }>`
    select c.id as "customerId", coalesce(c.name, '') as name
    from contact_point p join contact_point_link l on l.contact_point_id = p.id and l.until is null
      join customer c on c.id = l.customer_id
    where p.kind = 'phone' and p.value = ${number} and c.id <> all(${members}::uuid[]) order by l.since limit 5`.execute(
    db,
  );
  return rows;
}

/** Who made which open promise. */
export async function promiseMakers(db: ReadDb, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select c.id, a.name from commitment c join agent a on a.id = c.made_by where c.id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
