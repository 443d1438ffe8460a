import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { lockThreads } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Presence } from '#shared/domain/people.ts';

/** Unresolved conversations of an agent, who waits longest first. */
export async function ownedBy(db: ReadDb, agentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversation where owner_agent_id = ${agentId} and status <> 'resolved'
    order by customer_waits_since nulls last, last_item_at, id`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Locks everything an agent has, and what is named beside it: customers, then conversations, in order of id. Gives what
 * the agent has behind the locks, and whether something came in between, so that the look has to be repeated.
 */
export async function lockOwned(work: Work, agentId: string, named: readonly string[]): Promise<string[] | null> {
  const ids = [...new Set([...(await ownedBy(work.tx, agentId)), ...named])];
  await lockThreads(work, sql`select customer_id as id from conversation where id = any(${ids}::uuid[])`);
  await sql`select 1 from conversation where id = any(${ids}::uuid[]) order by id for no key update`.execute(work.tx);
  const owned = await ownedBy(work.tx, agentId);
  return owned.every((id) => ids.includes(id)) ? owned : null;
}

/** Whose these handoffs are. */
export async function conversationsOf({ tx }: Pick<Work, 'tx'>, handoffIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct conversation_id as id from handoff where id = any(${handoffIds}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}

export type ShiftAgent = {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence;
  readonly active: boolean;
  readonly teamIds: readonly string[];
};

/** Who may own conversations, or null. */
export async function shiftAgent(db: ReadDb, id: string): Promise<ShiftAgent | null> {
  const { rows } = await sql<ShiftAgent>`
    select a.id, a.name, a.presence, a.active,
      array(select m.team_id::text from team_member m where m.agent_id = a.id) as "teamIds"
    from agent a where a.id = ${id} and a.role in ('agent', 'lead')`.execute(db);
  return rows[0] ?? null;
}

export type ShiftDue = { readonly id: string; readonly dueAt: Date | null };

/** The earliest of what each waits or sleeps until and of what is promised of it; null where nothing is due. */
export async function duesOf(db: ReadDb, ids: readonly string[]): Promise<Map<string, number | null>> {
  const { rows } = await sql<ShiftDue>`
    select c.id, least(c.waiting_until, (select min(p.due_at) from commitment p
      where p.conversation_id = c.id and p.state in ('open', 'broken'))) as "dueAt"
    from conversation c where c.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, dueAt }) => [id, dueAt?.getTime() ?? null]));
}

export type LeftDraft = {
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly mode: 'reply' | 'note';
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly savedAt: Date;
};

const draftColumns = sql`d.conversation_id as "conversationId", d.agent_id as "agentId", a.name as "agentName", d.mode, d.text,
  d.attachments, d.saved_at as "savedAt"`;

/** What an agent has begun to write on these conversations. */
export async function draftsBy(db: ReadDb, agentId: string, ids: readonly string[]): Promise<LeftDraft[]> {
  const { rows } = await sql<LeftDraft>`
    select ${draftColumns} from draft d join agent a on a.id = d.agent_id
    where d.agent_id = ${agentId} and d.conversation_id = any(${ids}::uuid[])
      and (d.text <> '' or d.attachments <> '[]'::jsonb) order by d.mode desc`.execute(db);
  return rows;
}

/** What former owners of a conversation have begun to write on it while they had it, the newest first. */
export async function draftsOfFormerOwners(db: ReadDb, conversationId: string): Promise<LeftDraft[]> {
  const { rows } = await sql<LeftDraft>`
    select ${draftColumns} from draft d join agent a on a.id = d.agent_id join conversation c on c.id = d.conversation_id
    where d.conversation_id = ${conversationId} and d.agent_id is distinct from c.owner_agent_id
      and (d.text <> '' or d.attachments <> '[]'::jsonb)
      and exists (select 1 from assignment s where s.conversation_id = c.id and s.agent_id = d.agent_id)
    order by d.saved_at desc limit 5`.execute(db);
  return rows;
}

export type ShiftEnd = {
  readonly agentId: string;
  readonly endedBy: string;
  readonly toQueue: number;
  readonly toColleagues: number;
  readonly kept: number;
};

export async function keepShiftEnd(work: Work, end: ShiftEnd): Promise<void> {
  await sql`insert into shift_end (id, agent_id, ended_by, at, to_queue, to_colleagues, kept)
    values (${work.nextId()}, ${end.agentId}, ${end.endedBy}, ${work.at}, ${end.toQueue}, ${end.toColleagues}, ${end.kept})`.execute(
    work.tx,
  );
}
