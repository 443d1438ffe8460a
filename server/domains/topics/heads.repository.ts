import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import { BOARD_TOPIC, type Head, type Topic } from '#shared/wire/topic.ts';
import type { StoredEvent } from './change.ts';

/** The generation that versions of stored topics count in; restore and rebuild renew it ([SY3]). */
export async function readGeneration(db: ReadDb): Promise<string> {
  const { rows } = await sql<{ generation: string }>`select generation from workspace`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('the workspace has not been set up');
  return row.generation;
}

/**
 * Newest places of topics in one query; those that do not exist are left out. The versions of teams and of the board count
 * in a generation of their own, which the death of a hub renews: it may have had a tick to give ([TL2]).
 */
export async function readHeads(db: ReadDb, topics: readonly Topic[]): Promise<Map<Topic, Head>> {
  if (topics.length === 0) return new Map();
  const { rows } = await headsOf(topics).execute(db);
  return new Map(rows.map((row) => [row.topic, row]));
}

/** What is no id is nobody's; many are read together, and one must not spoil it for the others. */
const UUID = /:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The statement of `readHeads`. */
export function headsOf(topics: readonly Topic[]): RawBuilder<Head> {
  const ids = (kind: string) =>
    topics.filter((topic) => topic.startsWith(kind) && UUID.test(topic)).map((topic) => topic.slice(kind.length));
  const customers = ids('customer:');
  const agents = ids('inbox:');
  const teams = ids('team:');
  const board = topics.includes(BOARD_TOPIC);
  return sql`${PREPARED}
    select 'customer:' || c.id as topic, c.topic_version as version, w.generation
    from customer c cross join workspace w where c.id = any(${customers}::uuid[])
    union all select 'inbox:' || a.id, a.inbox_version, w.generation
    from agent a cross join workspace w where a.id = any(${agents}::uuid[])
    union all select 'team:' || t.id, t.topic_version, w.team_generation
    from team t cross join workspace w where t.id = any(${teams}::uuid[])
    union all select ${BOARD_TOPIC}, b.version, w.team_generation
    from board_topic b cross join workspace w where ${board}::boolean`;
}

export type StoredRow = { readonly version: number; readonly at: Date; readonly event: StoredEvent };

/** The statement that reads up to `limit` events of a topic after a version, in order. */
export const eventsAfter = (topic: Topic, version: number, limit: number): RawBuilder<StoredRow> => sql`${PREPARED}
  select version, at, ref as event from topic_event
  where topic = ${topic} and version > ${version} order by version limit ${limit}`;

/** What one version of a topic points at; null when it has been tidied away. */
export async function eventAt(db: ReadDb, topic: Topic, version: number): Promise<StoredEvent | null> {
  const { rows } = await sql<{ event: StoredEvent }>`
    select ref as event from topic_event where topic = ${topic} and version = ${version}`.execute(db);
  return rows[0]?.event ?? null;
}

export type ItemPlace = { readonly customerId: string; readonly seq: number };

/** Items of any customers by their places, in no order. */
export async function itemsAt(db: ReadDb, places: readonly ItemPlace[]): Promise<ItemRow[]> {
  const [first] = places;
  if (first === undefined) return [];
  // Catching up on one thread: one range of its index, however little the planner knows of the table.
  if (places.every(({ customerId }) => customerId === first.customerId)) {
    const { rows } = await sql<ItemRow>`${PREPARED}
      select ${itemColumns} from ${itemTables}
      where i.customer_id = ${first.customerId} and i.seq = any(${places.map((p) => p.seq)}::bigint[])`.execute(db);
    return rows;
  }
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables} join unnest(${places.map((p) => p.customerId)}::uuid[], ${places.map((p) => p.seq)}::bigint[])
      as place (customer_id, seq) on i.customer_id = place.customer_id and i.seq = place.seq`.execute(db);
  return rows;
}

/** A leg that a conversation has had: on which contact point, if any, by which channel. */
export type SessionPoint = { readonly id: string; readonly point: string | null; readonly channel: string };

/** The legs that conversations have had, the newest first: whose visitor they are. */
export async function contactPointsOf(
  db: ReadDb,
  conversationIds: readonly string[],
): Promise<Map<string, SessionPoint[]>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; points: SessionPoint[] }>`
    select conversation_id as id, jsonb_agg(jsonb_build_object('id', id, 'point', contact_point_id, 'channel', channel)
      order by started_at desc, id desc) as points
    from session where conversation_id = any(${conversationIds}::uuid[]) group by 1`.execute(db);
  return new Map(rows.map((row) => [row.id, row.points]));
}
