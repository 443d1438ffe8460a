import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Party } from '#shared/domain/party.ts';

/** The call that this owner holds on the conversation now, or null. */
export async function ownerCall(
  db: ReadDb,
  conversationId: string,
  ownerId: string,
): Promise<{ id: string; media: 'softphone' | 'provider' } | null> {
  const { rows } = await sql<{ id: string; media: 'softphone' | 'provider' }>`
    select id, media from call where conversation_id = ${conversationId} and state in ('active', 'held')
      and agent_id = ${ownerId} order by started_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** From whom its owner took it over, or null when they have it in another way: the assignment before the one that says so. */
export async function takenFrom(
  db: ReadDb,
  conversation: { readonly id: string; readonly epoch: number },
): Promise<Party | null> {
  const { rows } = await sql<Party>`
    select case when a.id is null then 'team' else 'agent' end as type, coalesce(a.id, t.id) as id, coalesce(a.name, t.name) as name
    from assignment now join assignment was on was.conversation_id = now.conversation_id and was.epoch = now.epoch - 1
      left join agent a on a.id = was.agent_id left join team t on t.id = was.team_id
    where now.conversation_id = ${conversation.id} and now.epoch = ${conversation.epoch} and now.reason = 'taken_over'`.execute(
    db,
  );
  return rows[0] ?? null;
}
