import { type RawBuilder, sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { together } from '#server/db/together.ts';
import { type LockedCustomer, refuseGrown, threadsLocked } from '#server/domains/customers/members.repository.ts';
import { openWorkOfferWithdrawn } from '#server/domains/routing/work-offers.repository.ts';
import type { Given } from '#server/domains/timeline/timeline.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation, ConversationStatus, WaitingOn } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';

/** A conversation as services work with it. */
export type ConversationRecord = {
  readonly id: string;
  readonly number: number;
  readonly customerId: string;
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn | null;
  readonly waitingUntil: Date | null;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly categoryId: string | null;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly teamId: string;
  readonly teamName: string;
  readonly ownerAgentId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string;
  readonly lastOwnerAgentId: string | null;
  readonly epoch: number;
  readonly channel: Channel;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly lastItemAt: Date;
  readonly customerWaitsSince: Date | null;
  readonly replyDueAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly bounces: number;
  readonly customerReadSeq: number;
  readonly agentReadSeq: number;
  readonly tags: readonly string[];
  readonly mergedInto: { readonly id: string; readonly number: number } | null;
  readonly splitFrom: { readonly id: string; readonly number: number } | null;
  readonly sessions: readonly {
    id: string;
    channel: Channel;
    state: 'active' | 'ended';
    startedAt: string;
    endedAt: string | null;
  }[];
};

const columns = sql`
  c.id, c.number, c.customer_id as "customerId", c.status, c.waiting_on as "waitingOn", c.waiting_until as "waitingUntil",
  c.priority, c.category_id as "categoryId", c.subject, c.outcome, c.team_id as "teamId", t.name as "teamName",
  c.owner_agent_id as "ownerAgentId", c.owner_team_id as "ownerTeamId", coalesce(a.name, ot.name) as "ownerName",
  c.last_owner_agent_id as "lastOwnerAgentId", c.epoch, c.channel, c.opened_at as "openedAt", c.resolved_at as "resolvedAt",
  c.last_item_at as "lastItemAt", c.customer_waits_since as "customerWaitsSince", c.reply_due_at as "replyDueAt",
  c.first_answered_at as "firstAnsweredAt", c.bounces,
  c.customer_read_seq as "customerReadSeq", c.agent_read_seq as "agentReadSeq", c.tags,
  (select jsonb_build_object('id', m.id, 'number', m.number) from conversation m where m.id = c.merged_into) as "mergedInto",
  (select jsonb_build_object('id', m.id, 'number', m.number) from conversation m where m.id = c.split_from) as "splitFrom",
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'channel', s.channel, 'state', s.state, 'startedAt', s.started_at,
    'endedAt', s.ended_at) order by s.started_at) from session s where s.conversation_id = c.id), '[]') as sessions`;
const tables = sql`conversation c join team t on t.id = c.team_id left join agent a on a.id = c.owner_agent_id
  left join team ot on ot.id = c.owner_team_id`;

/** The conversation, or null. Takes no lock. */
export async function findConversation(db: ReadDb, id: string): Promise<ConversationRecord | null> {
  const { rows } = await conversationById(id).execute(db);
  return rows[0] ?? null;
}

/** The statement that reads one conversation. */
export const conversationById = (id: string): RawBuilder<ConversationRecord> => sql`${PREPARED}
  select ${columns} from ${tables} where c.id = ${id}`;

/** The id behind a number people say aloud, or null. */
export async function idOfNumber(db: ReadDb, number: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from conversation where number = ${number}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Conversations by id, in no order; those that do not exist are left out. */
export async function findConversations(db: ReadDb, ids: readonly string[]): Promise<ConversationRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ConversationRecord>`${PREPARED}
      select ${columns} from ${tables} where c.id = any(${few(ids, 'uuid')})`.execute(db);
  return rows;
}

/** Every conversation of the records that a thread is made of, newest first. */
export async function conversationsOfCustomer(
  db: ReadDb,
  members: readonly string[],
  limit: number,
): Promise<ConversationRecord[]> {
  const { rows } = await conversationsOf(members, limit).execute(db);
  return rows;
}

/** The statement of `conversationsOfCustomer`. */
export function conversationsOf(members: readonly string[], limit: number): RawBuilder<ConversationRecord> {
  const which =
    members.length === 1
      ? sql`c.customer_id = ${members[0]}`
      : sql`c.id = any(array(
      select n.id from unnest(${members}::uuid[]) as member (id) cross join lateral (
        select v.id, v.last_item_at from conversation v where v.customer_id = member.id
        order by v.last_item_at desc limit ${limit}) n
      order by n.last_item_at desc limit ${limit}))`;
  return sql`${PREPARED}
    select ${columns} from ${tables} where ${which} order by c.last_item_at desc limit ${limit}`;
}

/** Locks the customer's thread, then the conversation, in the order every work keeps; null when there is none. */
export async function lockConversation(work: Work, id: string): Promise<ConversationRecord | null> {
  const whose = sql`select customer_id as id from conversation where id = ${id}`;
  const [threads, [locked]] = await together(work.tx, [threadsLocked(whose), readLocked(sql`${id}`)]);
  await refuseGrown(work, threads);
  return locked ?? null;
}

/** The statements that lock the thread and then the conversation of a handoff; none is found when there is none. */
export const lockedOfHandoff = (
  handoffId: string,
): readonly [RawBuilder<LockedCustomer>, RawBuilder<ConversationRecord>] => [
  threadsLocked(
    sql`select c.customer_id as id from handoff h join conversation c on c.id = h.conversation_id where h.id = ${handoffId}`,
  ),
  readLocked(sql`(select conversation_id from handoff where id = ${handoffId})`),
];

/** Its thread is locked: whoever changes what stands beside the row has done so before this statement began. */
const readLocked = (id: RawBuilder<unknown>): RawBuilder<ConversationRecord> => sql`${PREPARED}
  select ${columns} from ${tables} where c.id = ${id} for no key update of c`;

type Held = Pick<ConversationRecord, 'id' | 'epoch'>;

/**
 * The one update that changes an owner ([CV1]): it takes effect only at the epoch held, and raises it by one in the same
 * statement that writes the assignment. For a `with`; `moved` has a row unless somebody else was first.
 */
function ownerMoved(
  work: Work,
  held: Held,
  to: Pick<Party, 'type' | 'id'>,
  { reason, sure = false }: { readonly reason: string; readonly sure?: boolean },
): RawBuilder<unknown> {
  const agentId = to.type === 'agent' ? to.id : null;
  const teamId = to.type === 'team' ? to.id : null;
  return sql`
    moved as (
      update conversation set owner_agent_id = ${agentId}::uuid, owner_team_id = ${teamId}::uuid, epoch = epoch + 1,
        last_owner_agent_id = coalesce(owner_agent_id, last_owner_agent_id)
      where id = ${held.id} and epoch = ${held.epoch} returning id, epoch),
    assigned as (
      insert into assignment (conversation_id, epoch, agent_id, team_id, since, reason)
      select ${held.id}::uuid, moved.epoch, ${agentId}::uuid, ${teamId}::uuid, ${work.at}, ${reason}
      from ${sure ? sql`(select 1) one left join moved on true` : sql`moved`})`;
}

/** The same and what it withdraws, before the item that tells of it; nothing of all that when somebody else was first. */
export const ownerGiven = (work: Work, held: Held, to: Pick<Party, 'type' | 'id'>, reason: string): Given => ({
  ctes: sql`${ownerMoved(work, held, to, { reason })}, ${openWorkOfferWithdrawn(work)}`,
  when: sql`select 1 from moved`,
  told: sql`(select to_jsonb(w) from withdrawn w)`,
});

/**
 * The same for an owner who is a person, under the lock where that was read: nothing of it is offered to anybody then, and
 * nobody else can be first. Were that not so, the assignment had no epoch, and its statement would break ([CV1]).
 */
export const ownerSurelyGiven = (work: Work, held: Held, to: Pick<Party, 'type' | 'id'>, reason: string): Given => ({
  ctes: ownerMoved(work, held, to, { reason, sure: true }),
  when: sql`select 1 from moved`,
  told: sql`null`,
});

/** Changes the owner and nothing else; false when somebody else was first. */
export async function setOwner(
  work: Work,
  held: Held,
  to: Pick<Party, 'type' | 'id'>,
  reason: string,
): Promise<boolean> {
  const { rows } = await sql`${PREPARED}
    with ${ownerMoved(work, held, to, { reason })} select epoch from moved`.execute(work.tx);
  return rows.length === 1;
}

/** The conversation as the wire carries it. */
export function asConversation(c: ConversationRecord): Conversation {
  const optional = <K extends string, V>(key: K, value: V | null) =>
    (value === null ? {} : { [key]: value }) as { [P in K]?: V };
  const iso = (d: Date | null) => (d === null ? null : d.toISOString());
  return {
    id: c.id,
    number: c.number,
    customerId: c.customerId,
    status: c.status,
    priority: c.priority,
    owner: ownerOf(c),
    team: { type: 'team', id: c.teamId, name: c.teamName },
    epoch: c.epoch,
    channel: c.channel,
    openedAt: c.openedAt.toISOString(),
    lastItemAt: c.lastItemAt.toISOString(),
    bounces: c.bounces,
    ...(c.tags.length === 0 ? {} : { tags: [...c.tags] }),
    ...optional('mergedInto', c.mergedInto),
    ...optional('splitFrom', c.splitFrom),
    ...optional('waitingOn', c.waitingOn),
    ...optional('waitingUntil', iso(c.waitingUntil)),
    ...optional('categoryId', c.categoryId),
    ...optional('subject', c.subject),
    ...optional('outcome', c.outcome),
    ...optional('resolvedAt', iso(c.resolvedAt)),
    ...optional('customerWaitsSince', iso(c.customerWaitsSince)),
    ...optional('replyDueAt', iso(c.replyDueAt)),
    sessions: c.sessions.map((s) => ({
      id: s.id,
      channel: s.channel,
      state: s.state,
      startedAt: new Date(s.startedAt).toISOString(),
      ...optional('endedAt', s.endedAt === null ? null : new Date(s.endedAt).toISOString()),
    })),
  };
}

/** Who owns it: an agent, or a team's queue. */
export function ownerOf(c: ConversationRecord): Party {
  if (c.ownerAgentId !== null) return { type: 'agent', id: c.ownerAgentId, name: c.ownerName };
  if (c.ownerTeamId !== null) return { type: 'team', id: c.ownerTeamId, name: c.ownerName };
  throw new Error(`conversation ${c.id} has no owner`); // a check constraint forbids it
}
