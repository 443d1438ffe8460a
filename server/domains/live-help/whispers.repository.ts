import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Party } from '#shared/domain/party.ts';

type Said = { readonly conversationId: string; readonly authorId: string; readonly readerId: string };

/** The author, when they have whispered to this reader in this conversation and still work here; else null. */
export async function whisperedBy(db: ReadDb, { conversationId, authorId, readerId }: Said): Promise<Party | null> {
  const { rows } = await sql<Party>`
    select 'agent' as type, a.id, a.name from agent a
    where a.id = ${authorId} and a.active and exists (
      select 1 from timeline_item i
      where i.customer_id = (select customer_id from conversation where id = ${conversationId})
        and i.conversation_id = ${conversationId} and i.kind = 'note' and i.visibility = 'private'
        and i.author ->> 'id' = ${authorId} and i.data -> 'whisperTo' ->> 'id' = ${readerId})`.execute(db);
  return rows[0] ?? null;
}
