import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from '#server/db/pool.ts';
import {
  grouped,
  type History,
  type Line,
  type SeenHandoff,
  type TrueItem,
  type Truth,
} from '#test/support/history/line.ts';
import type { Now } from './load-client.ts';

type Db = Database['db'];
type ItemRow = {
  customerId: string;
  seq: number;
  id: string;
  occurredAt: Date;
  visibility: TrueItem['visibility'];
  kind: string;
  conversationId: string | null;
  authorId: string | null;
  text: string | null;
  event: string | null;
  handoffId: string | null;
};

/** What the hub has committed, from the tables themselves. */
export async function readTruth(db: Db): Promise<Truth> {
  const items =
    await sql<ItemRow>`select customer_id as "customerId", seq, id, occurred_at as "occurredAt", visibility, kind,
    conversation_id as "conversationId", author->>'id' as "authorId", data->>'text' as text, data->>'event' as event,
    data->>'handoffId' as "handoffId" from timeline_item order by customer_id, seq`.execute(db);
  const conversations = await sql<Truth['conversations'][number]>`select id, epoch,
    coalesce(owner_agent_id, owner_team_id) as owner from conversation`.execute(db);
  const assignments = await sql<Truth['assignments'][number]>`select conversation_id as "conversationId", epoch,
    coalesce(agent_id, team_id) as owner from assignment order by 1, 2`.execute(db);
  const handoffs = await sql<SeenHandoff>`select id, state from handoff`.execute(db);
  return {
    items: items.rows.map(asItem),
    conversations: conversations.rows,
    assignments: assignments.rows,
    handoffs: handoffs.rows,
  };
}

function asItem(row: ItemRow): TrueItem {
  const { customerId, seq, id, visibility, conversationId, event } = row;
  const isOwnerChange =
    (row.kind === 'system' && event === 'owner_changed') ||
    (row.kind === 'handoff' && (event === 'completed' || event === 'returned'));
  return {
    customerId,
    seq,
    id,
    occurredAt: row.occurredAt.toISOString(),
    visibility,
    authorId: row.authorId ?? '',
    ...(conversationId === null ? {} : { conversationId }),
    ...(row.text === null ? {} : { text: row.text }),
    ...(isOwnerChange ? { ownerChange: true } : {}),
    ...(row.handoffId === null || event === null ? {} : { handoff: { id: row.handoffId, state: event } }),
  };
}

/** Where everything stands at this moment. */
export async function readNow(db: Db): Promise<Now> {
  const customers = await sql<{ id: string; seq: number; version: number; visible: number }>`
    select id, last_seq as seq, topic_version as version,
      (select coalesce(max(seq), 0) from timeline_item i where i.customer_id = c.id and visibility = 'customer' and kind = 'message') as visible
    from customer c`.execute(db);
  const conversations = await sql<{ id: string; epoch: number; owner: string }>`
    select id, epoch, coalesce(owner_agent_id, owner_team_id) as owner from conversation where status <> 'resolved'`.execute(
    db,
  );
  return {
    seqs: Object.fromEntries(customers.rows.map(({ id, seq }) => [id, seq])),
    versions: Object.fromEntries(customers.rows.map(({ id, version }) => [id, version])),
    visible: Object.fromEntries(customers.rows.map(({ id, visible }) => [id, visible])),
    conversations: Object.fromEntries(conversations.rows.map(({ id, epoch, owner }) => [id, { epoch, owner }])),
  };
}

/** The histories of all processes, with what was committed. */
export async function readHistory(db: Db, files: readonly string[]): Promise<History> {
  const lines = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as readonly [string, Line]),
  );
  const clients = new Map(
    [...grouped(lines, ([client]) => client)].map(([client, all]) => [client, all.map(([, l]) => l)]),
  );
  return { clients, truth: await readTruth(db) };
}
