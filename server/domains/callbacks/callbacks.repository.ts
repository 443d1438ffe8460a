import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { AttemptOutcome, CallbackClosing, CallbackReason } from '#shared/domain/callback.ts';

export type AttemptRow = {
  readonly at: string;
  readonly agentName: string;
  readonly outcome: AttemptOutcome;
  readonly note: string | null;
  readonly callId: string | null;
};

/** A callback with the names that its view shows. */
export type CallbackRecord = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly customerKana: string | null;
  readonly contactPointId: string | null;
  readonly conversationId: string | null;
  readonly teamId: string;
  readonly teamName: string;
  readonly ownerAgentId: string | null;
  readonly ownerName: string | null;
  readonly reason: CallbackReason;
  readonly tries: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly wishFrom: Date | null;
  readonly wishUntil: Date | null;
  readonly dueAt: Date;
  readonly note: string | null;
  readonly voicemail: { readonly blobId: string; readonly durationSec: number } | null;
  readonly state: 'open' | 'closed';
  readonly closedAs: CallbackClosing | null;
  readonly closedAt: Date | null;
  readonly attempts: readonly AttemptRow[];
};

const select = sql`
  select b.id, b.number, b.customer_id as "customerId", ${nameOnThread('cu')} as "customerName", cu.kana as "customerKana",
    b.contact_point_id as "contactPointId", b.conversation_id as "conversationId", b.team_id as "teamId",
    t.name as "teamName", b.owner_agent_id as "ownerAgentId", o.name as "ownerName", b.reason, b.tries,
    b.first_at as "firstAt", b.last_at as "lastAt", b.wish_from as "wishFrom", b.wish_until as "wishUntil",
    b.due_at as "dueAt", b.note, b.voicemail, b.state, b.closed_as as "closedAs", b.closed_at as "closedAt",
    coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'agentName', a.agent_name, 'outcome', a.outcome,
      'note', a.note, 'callId', a.call_id) order by a.at, a.id) from callback_attempt a where a.callback_id = b.id), '[]')
      as attempts
  from callback b join customer cu on cu.id = b.customer_id join team t on t.id = b.team_id
    left join agent o on o.id = b.owner_agent_id`;

export async function findCallback(db: ReadDb, id: string): Promise<CallbackRecord | null> {
  const { rows } = await sql<CallbackRecord>`${select} where b.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The open callback of a number, of which there is at most one; null when there is none. */
export async function openCallbackOf(db: ReadDb, number: string): Promise<CallbackRecord | null> {
  const { rows } = await sql<CallbackRecord>`${select} where b.number = ${number} and b.state = 'open'`.execute(db);
  return rows[0] ?? null;
}

type Listing = {
  readonly show: 'open' | 'mine' | 'closed';
  /** Null: of all teams. */
  readonly teamIds: readonly string[] | null;
  readonly agentId: string;
  readonly limit: number;
};

/** Open ones by when they are due, closed ones newest first. */
export async function listCallbacks(db: ReadDb, l: Listing): Promise<CallbackRecord[]> {
  const ofTeams = l.teamIds === null ? sql`true` : sql`b.team_id = any(${l.teamIds}::uuid[])`;
  const which = {
    open: sql`b.state = 'open' and (${ofTeams} or b.owner_agent_id = ${l.agentId}::uuid)`,
    mine: sql`b.state = 'open' and b.owner_agent_id = ${l.agentId}::uuid`,
    closed: sql`b.state = 'closed' and ${ofTeams}`,
  }[l.show];
  const order = l.show === 'closed' ? sql`b.closed_at desc, b.id desc` : sql`b.due_at, b.id`;
  const { rows } = await sql<CallbackRecord>`${select} where ${which} order by ${order} limit ${l.limit}`.execute(db);
  return rows;
}

/** How many are open, claimed by this agent, and due. */
export async function countCallbacks(
  db: ReadDb,
  { teamIds, agentId }: Pick<Listing, 'teamIds' | 'agentId'>,
  at: Date,
): Promise<{ open: number; mine: number; due: number }> {
  const ofTeams = teamIds === null ? sql`true` : sql`team_id = any(${teamIds}::uuid[])`;
  const { rows } = await sql<{ open: number; mine: number; due: number }>`
    select count(*)::int as open, (count(*) filter (where owner_agent_id = ${agentId}::uuid))::int as mine,
      (count(*) filter (where due_at <= ${at}))::int as due
    from callback where state = 'open' and (${ofTeams} or owner_agent_id = ${agentId}::uuid)`.execute(db);
  return rows[0] ?? { open: 0, mine: 0, due: 0 };
}
