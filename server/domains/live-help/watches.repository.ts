import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Help } from '#shared/domain/live-help.ts';

export type Watch = {
  readonly id: string;
  readonly conversationId: string;
  readonly leadId: string;
  readonly leadName: string;
  readonly leftAt: Date | null;
};

const columns = sql`w.id, w.conversation_id as "conversationId", w.lead_id as "leadId", a.name as "leadName", w.left_at as "leftAt"`;

/** The lead's watch of this conversation that has not ended, locked; null when there is none. The caller has locked the conversation. */
export async function lockWatch(work: Work, conversationId: string, leadId: string): Promise<Watch | null> {
  const { rows } = await sql<Watch>`
    select ${columns} from help_watch w join agent a on a.id = w.lead_id
    where w.conversation_id = ${conversationId} and w.lead_id = ${leadId} and w.ended_at is null for update of w`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}

export async function insertWatch(work: Work, conversationId: string, leadId: string): Promise<void> {
  await sql`insert into help_watch (id, conversation_id, lead_id, since)
    values (${work.nextId()}, ${conversationId}, ${leadId}, ${work.at})`.execute(work.tx);
}

/** They came back before it was settled. */
export async function resumeWatch(work: Work, id: string): Promise<void> {
  await sql`update help_watch set left_at = null, left_how = null where id = ${id} and ended_at is null`.execute(
    work.tx,
  );
}

/** False when it was left before. */
export async function leaveWatch(work: Work, id: string, how: 'stopped' | 'lost'): Promise<boolean> {
  const { rows } = await sql`update help_watch set left_at = ${work.at}, left_how = ${how}
    where id = ${id} and left_at is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Ends what was left and has had its time to come back; false when somebody else did, or they came back. */
export async function endWatch(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`update help_watch set ended_at = ${work.at}
    where id = ${id} and ended_at is null and left_at is not null returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Who may watch no more: no window at any hub, no lead any more, or the conversation is resolved or their own. */
const goneSql = sql`(not a.active or a.role <> 'lead' or c.status = 'resolved' or c.owner_agent_id = w.lead_id
  or not exists (select 1 from hub_agent h where h.agent_id = w.lead_id))`;

export type Unsettled = {
  readonly id: string;
  readonly conversationId: string;
  readonly what: 'gone' | 'back' | 'over';
};

/**
 * Watches that facts have overtaken: their lead is gone, or back again after a cut, or left longer ago than `leftBefore`.
 * `young` are left alone: a window says that it is there a moment after it speaks.
 */
export async function unsettledWatches(
  db: ReadDb,
  { leftBefore, young }: { readonly leftBefore: Date; readonly young: Date },
): Promise<Unsettled[]> {
  const { rows } = await sql<Unsettled>`
    select w.id, w.conversation_id as "conversationId", case
        when w.left_at is null then 'gone' when w.left_how = 'lost' and not ${goneSql} then 'back' else 'over' end as what
    from help_watch w join agent a on a.id = w.lead_id join conversation c on c.id = w.conversation_id
    where w.ended_at is null and ((w.left_at is null and w.since < ${young} and ${goneSql})
      or (w.left_how = 'lost' and not ${goneSql}) or w.left_at < ${leftBefore})
    order by w.id limit 200`.execute(db);
  return rows;
}

/** The watch as it stands under the conversation's lock: whether its lead is there, and what it is. */
export async function watchNow(work: Work, id: string): Promise<(Watch & { readonly gone: boolean }) | null> {
  const { rows } = await sql<Watch & { gone: boolean }>`
    select ${columns}, ${goneSql} as gone from help_watch w join agent a on a.id = w.lead_id
      join conversation c on c.id = w.conversation_id where w.id = ${id} and w.ended_at is null for update of w`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}

/** Who watches these conversations, and who may know it: leads, and the owner unless the workspace keeps it to its leads. */
export type HelpRecord = Help & { readonly audience: readonly string[] };

/** Live help of conversations by id, in no order; those that do not exist are left out. */
export async function helpOf(db: ReadDb, conversationIds: readonly string[]): Promise<HelpRecord[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await sql<{
    conversationId: string;
    customerId: string;
    watchers: { id: string; name: string; since: string }[];
    audience: string[];
  }>`
    select c.id as "conversationId", c.customer_id as "customerId",
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'since', w.since) order by w.since, w.id)
        from help_watch w join agent a on a.id = w.lead_id
        where w.conversation_id = c.id and w.ended_at is null and w.left_at is null), '[]') as watchers,
      array(select a.id::text from agent a where a.active and (a.role = 'lead'
        or (a.id = c.owner_agent_id and (select agents_see_watching from workspace)))) as audience
    from conversation c where c.id = any(${conversationIds}::uuid[])`.execute(db);
  return rows.map(({ watchers, ...rest }) => ({
    ...rest,
    watchers: watchers.map(({ id, name, since }) => ({
      lead: { type: 'agent', id, name },
      since: new Date(since).toISOString(),
    })),
  }));
}

/** What a lead watches now, oldest first. */
export async function watchedBy(db: ReadDb, leadId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from help_watch
    where lead_id = ${leadId} and ended_at is null and left_at is null order by since, id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function agentsSeeWatching(db: ReadDb): Promise<boolean> {
  const { rows } = await sql<{ sees: boolean }>`select agents_see_watching as sees from workspace`.execute(db);
  return rows[0]?.sees ?? true;
}

export async function setAgentsSeeWatching(work: Work, sees: boolean): Promise<void> {
  await sql`update workspace set agents_see_watching = ${sees}`.execute(work.tx);
}
