import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Tables } from '#server/db/tables.generated.ts';

type Owned = { epoch: number; agent_id: string | null; team_id: string | null; since: Date };

/**
 * Checks on the stored rows what must always hold of a conversation's owner ([CV1], [HO1]): exactly one; epochs 1, 2, 3 …
 * each with its assignment; intervals that do not overlap; the last assignment is the owner; at most one open handoff; and
 * as many owner changes on the thread as the epoch says.
 */
export async function expectOneOwner(db: Kysely<Tables>, conversationId: string): Promise<void> {
  const conversation = await db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  expect(Number(conversation.owner_agent_id === null) + Number(conversation.owner_team_id === null)).toBe(1);
  const { rows } = await sql<Owned>`select epoch, agent_id, team_id, since from assignment
    where conversation_id = ${conversationId} order by epoch`.execute(db);
  expect(rows.map((row) => row.epoch)).toEqual(Array.from({ length: Number(conversation.epoch) }, (_, i) => i + 1));
  const times = rows.map((row) => row.since.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(rows.at(-1)).toMatchObject({ agent_id: conversation.owner_agent_id, team_id: conversation.owner_team_id });
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (before !== undefined) expect([row.agent_id, row.team_id]).not.toEqual([before.agent_id, before.team_id]);
  }
  const changes = await sql<{ count: number }>`select count(*) as count from timeline_item
    where conversation_id = ${conversationId} and ((kind = 'system' and data->>'event' = 'owner_changed')
      or (kind = 'handoff' and data->>'event' in ('completed', 'returned')
        and data->'from'->>'id' is distinct from data->'acceptedBy'->>'id'))`.execute(db);
  expect(changes.rows[0]?.count).toBe(Number(conversation.epoch) - 1);
  const open = await sql<{ count: number }>`select count(*) as count from handoff
    where conversation_id = ${conversationId} and state in ('offered', 'accepted')`.execute(db);
  expect(open.rows[0]?.count).toBeLessThanOrEqual(1);
}

/** Checks that a customer's items and topic versions are counted without gaps ([TL2]). */
export async function expectNoGaps(db: Kysely<Tables>, customerId: string): Promise<void> {
  const items = await sql<{ count: number; last: number; head: number; version: number; events: number; top: number }>`
    select (select count(*) from timeline_item where customer_id = c.id) as count,
      (select coalesce(max(seq), 0) from timeline_item where customer_id = c.id) as last,
      c.last_seq as head, c.topic_version as version,
      (select count(*) from topic_event where topic = 'customer:' || c.id) as events,
      (select coalesce(max(version), 0) from topic_event where topic = 'customer:' || c.id) as top
    from customer c where c.id = ${customerId}`.execute(db);
  const row = items.rows[0];
  expect(row).toMatchObject({ count: row?.head, last: row?.head, events: row?.version, top: row?.version });
}
