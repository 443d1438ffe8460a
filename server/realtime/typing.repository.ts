import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

export type TypingPlace = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly ownerAgentId: string | null;
};

/** Where a conversation's typing is shown; null when there is none. */
export async function typingPlace(db: ReadDb, conversationId: string): Promise<TypingPlace | null> {
  const { rows } = await sql<TypingPlace>`
    select id as "conversationId", customer_id as "customerId", owner_agent_id as "ownerAgentId" from conversation where id = ${conversationId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The conversation that a visitor writes into now: the newest unresolved one with a session on their contact point. */
export async function visitorTypingPlace(db: ReadDb, contactPointId: string): Promise<TypingPlace | null> {
  const { rows } = await sql<TypingPlace>`
    select c.id as "conversationId", c.customer_id as "customerId", c.owner_agent_id as "ownerAgentId" from conversation c
    where c.status <> 'resolved' and exists (select 1 from session s where s.conversation_id = c.id and s.contact_point_id = ${contactPointId})
    order by c.last_item_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The name that customers see. */
export async function publicNameOf(db: ReadDb, agentId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select public_name as name from agent where id = ${agentId}`.execute(db);
  return rows[0]?.name ?? null;
}
