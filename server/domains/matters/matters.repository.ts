import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ConversationStatus } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';

export type MatterRow = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly number: number;
  readonly subject: string | null;
  readonly preview: string;
  readonly status: ConversationStatus;
  readonly channel: Channel;
  readonly owner: Party;
  readonly epoch: number;
  readonly lastItemAt: Date;
  readonly promises: number;
  readonly drafts: number;
  readonly mergedInto: string | null;
};

const matter = sql`
  c.id as "conversationId", c.customer_id as "customerId", c.number, c.subject, c.preview, c.status, c.channel,
  case when c.owner_agent_id is null then jsonb_build_object('type', 'team', 'id', c.owner_team_id, 'name', ot.name)
    else jsonb_build_object('type', 'agent', 'id', c.owner_agent_id, 'name', oa.name) end as owner,
  c.epoch, c.last_item_at as "lastItemAt", c.merged_into as "mergedInto",
  (select count(*)::int from commitment k where k.conversation_id = c.id and k.state = 'open') as promises,
  (select count(*)::int from draft d where d.conversation_id = c.id and (d.text <> '' or d.attachments <> '[]'::jsonb)) as drafts
  from conversation c left join agent oa on oa.id = c.owner_agent_id left join team ot on ot.id = c.owner_team_id`;

/** Conversations by id, as they are shown beside each other. */
export async function mattersById(db: ReadDb, ids: readonly string[]): Promise<MatterRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MatterRow>`select ${matter} where c.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** The unresolved conversations of a thread but one, the newest first. */
export async function unresolvedBeside(db: ReadDb, members: readonly string[], exceptId: string): Promise<MatterRow[]> {
  const { rows } = await sql<MatterRow>`select ${matter}
    where c.customer_id = any(${members}::uuid[]) and c.status <> 'resolved' and c.id <> ${exceptId}
    order by c.last_item_at desc limit 50`.execute(db);
  return rows;
}

export type BulkRow = {
  readonly conversationId: string;
  readonly number: number;
  readonly customerName: string;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly status: ConversationStatus;
  readonly epoch: number;
  readonly ownerAgentId: string | null;
  readonly teamId: string;
  readonly categoryId: string | null;
  readonly wrapUp: readonly string[];
  readonly handoffOpen: boolean;
  readonly seen: Snapshot;
};

/** What has to be known of many conversations before something is done to them. */
export async function bulkRows(db: ReadDb, ids: readonly string[]): Promise<BulkRow[]> {
  const { rows } = await sql<BulkRow>`
    select c.id as "conversationId", c.number, coalesce(cu.name, '') as "customerName", c.channel, c.subject, c.status,
      c.epoch, c.owner_agent_id as "ownerAgentId", c.team_id as "teamId", c.category_id as "categoryId",
      t.wrap_up as "wrapUp",
      exists (select 1 from handoff h where h.conversation_id = c.id and h.state in ('offered', 'accepted')) as "handoffOpen",
      (select jsonb_object_agg(m.id, m.last_seq) from customer m
        where m.id = cu.id or (cu.thread_id is not null and m.thread_id = cu.thread_id)) as seen
    from conversation c join customer cu on cu.id = c.customer_id join team t on t.id = c.team_id
    where c.id = any(${ids}::uuid[]) order by c.number`.execute(db);
  return rows;
}
