import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Topic } from '#shared/wire/topic.ts';
import type { StoredEvent } from './change.ts';

/** The generation that versions of stored topics count in; restore and rebuild renew it ([SY3]). */
export async function readGeneration(db: ReadDb): Promise<string> {
  const { rows } = await sql<{ generation: string }>`select generation from workspace`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('the workspace has not been set up');
  return row.generation;
}

/** Newest versions of `customer:` and `inbox:` topics in one query; topics that do not exist are left out. */
export async function readVersions(db: ReadDb, topics: readonly Topic[]): Promise<Map<Topic, number>> {
  const ids = (kind: string) =>
    topics.filter((topic) => topic.startsWith(kind)).map((topic) => topic.slice(kind.length));
  const customers = ids('customer:');
  const agents = ids('inbox:');
  if (customers.length === 0 && agents.length === 0) return new Map();
  const { rows } = await sql<{ topic: string; version: number }>`
    select 'customer:' || id as topic, topic_version as version from customer where id = any(${customers}::uuid[])
    union all select 'inbox:' || id, inbox_version from agent where id = any(${agents}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.topic, row.version]));
}

export type StoredRow = { readonly version: number; readonly at: Date; readonly event: StoredEvent };

/** Up to `limit` events of a topic after a version, in order. */
export async function eventsAfter(db: ReadDb, topic: Topic, version: number, limit: number): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select version, at, ref as event from topic_event where topic = ${topic} and version > ${version} order by version limit ${limit}`.execute(
    db,
  );
  return rows;
}

export type ItemPlace = { readonly customerId: string; readonly seq: number };

/** Items of any customers by their places, in no order. */
export async function itemsAt(db: ReadDb, places: readonly ItemPlace[]): Promise<ItemRow[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables} join unnest(${places.map((p) => p.customerId)}::uuid[], ${places.map((p) => p.seq)}::bigint[])
      as place (customer_id, seq) on i.customer_id = place.customer_id and i.seq = place.seq`.execute(db);
  return rows;
}

/** A contact point that a conversation has had a session on, and by which channel. */
export type SessionPoint = { readonly point: string; readonly channel: string };

/** The contact points that conversations have had sessions on: whose visitor they are. */
export async function contactPointsOf(
  db: ReadDb,
  conversationIds: readonly string[],
): Promise<Map<string, SessionPoint[]>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; points: SessionPoint[] }>`
    select conversation_id as id, jsonb_agg(distinct jsonb_build_object('point', contact_point_id, 'channel', channel)) as points
    from session where conversation_id = any(${conversationIds}::uuid[]) and contact_point_id is not null group by 1`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.points]));
}
