import { sql, type Updateable } from 'kysely';
import type { ConversationTable } from '#server/db/tables.generated.ts';
import type { Work } from '#server/work.ts';
import { type ConversationRecord, findConversation } from './conversations.repository.ts';

/** What may be set besides the owner, whose one update is `setOwner` ([CV1]). */
export type ConversationPatch = Omit<
  Updateable<ConversationTable>,
  'id' | 'number' | 'customer_id' | 'owner_agent_id' | 'owner_team_id' | 'last_owner_agent_id' | 'epoch'
>;

/** Sets columns of a conversation that the caller has locked, and gives it as it is then. */
export async function patchConversation(work: Work, id: string, patch: ConversationPatch): Promise<ConversationRecord> {
  await work.tx.updateTable('conversation').set(patch).where('id', '=', id).execute();
  const after = await findConversation(work.tx, id);
  if (after === null) throw new Error(`conversation ${id} is gone within its own lock`);
  return after;
}

/** Ends every session of a conversation that is still active. */
export async function endSessions(work: Work, conversationId: string): Promise<void> {
  await sql`update session set state = 'ended', ended_at = ${work.at}
    where conversation_id = ${conversationId} and state = 'active'`.execute(work.tx);
}

/** What a team asks for before it lets a conversation be resolved ([CV8]). */
export async function wrapUpOf(work: Work, teamId: string): Promise<('category' | 'outcome' | 'note')[]> {
  const row = await work.tx.selectFrom('team').select('wrap_up').where('id', '=', teamId).executeTakeFirstOrThrow();
  return row.wrap_up as ('category' | 'outcome' | 'note')[];
}

/** True when there is an outcome of that code that may still be chosen. */
export async function outcomeExists(work: Work, code: string): Promise<boolean> {
  const row = await work.tx
    .selectFrom('outcome')
    .select('code')
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a category, or one above it, is no longer offered. */
export async function categoryRetired(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select id, parent_id, retired_at, 0 as height from category where id = ${id}
      union all
      select p.id, p.parent_id, p.retired_at, up.height + 1 from category p join up on up.parent_id = p.id where up.height < 5)
    select 1 from up where retired_at is not null limit 1`.execute(work.tx);
  return rows.length > 0;
}

/** The names from the tree's root down to a category, in the workspace's language; null when there is no such category. */
export async function categoryPath(work: Work, id: string): Promise<string[] | null> {
  const { rows } = await sql<{ name: string }>`
    with recursive up as (
      select id, parent_id, name_ja, name_en, 0 as height from category where id = ${id}
      union all
      select p.id, p.parent_id, p.name_ja, p.name_en, up.height + 1 from category p join up on up.parent_id = p.id
      where up.height < 5)
    select case w.locale when 'en' then up.name_en else up.name_ja end as name
    from up cross join workspace w order by up.height desc`.execute(work.tx);
  return rows.length === 0 ? null : rows.map((row) => row.name);
}

/** Snoozed conversations whose time has come, oldest first. */
export async function snoozesDue(work: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from conversation
    where status = 'snoozed' and waiting_until <= ${work.at} order by waiting_until limit ${limit}`.execute(work.tx);
  return rows.map((row) => row.id);
}
