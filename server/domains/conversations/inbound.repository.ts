import { type RawBuilder, sql } from 'kysely';
import { few } from '#server/db/few.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { withNext } from '#server/db/together.ts';
import { handoffIsOpen, isOff } from '#server/domains/routing/off-shift.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ConversationStatus, WaitingOn } from '#shared/domain/conversation.ts';
import type { Targets } from '#shared/domain/settings.ts';
import type { RouteCrossing, RouteSession } from './route.ts';

/** A conversation as inbound items find and change it; written back once, at the end of the work. */
export type InboundConversation = {
  readonly id: string;
  readonly customerId: string;
  /** What it is part of now: everything said to it goes there ([CV7]). */
  mergedInto: string | null;
  /** Everybody on the customer's thread, when they are more than one record ([ID3]). */
  readonly members: readonly string[] | null;
  status: ConversationStatus;
  waitingOn: WaitingOn | null;
  /** A handoff to another team's member moves it, when its customer comes. */
  teamId: string;
  teamName: string;
  readonly replyMinutes: number;
  readonly targets: Targets;
  readonly reopenHours: number;
  /** Whose hours its clock runs by ([CV9]); null is around the clock. */
  readonly calendarId: string | null;
  ownerAgentId: string | null;
  readonly ownerName: string | null;
  /** Its owner is off, and no handoff of it is under way ([CV6]). */
  ownerOff: boolean;
  /** Who had it before the queue, if it is in the queue. */
  readonly lastOwnerAgentId: string | null;
  epoch: number;
  channel: Channel;
  preview: string;
  lastItemAt: Date;
  resolvedAt: Date | null;
  customerWaitsSince: Date | null;
  replyDueAt: Date | null;
  /** From here on the target is that of a next answer. */
  firstAnsweredAt: Date | null;
  /** When and on which leg the customer last said something themselves. */
  customerSpokeAt: Date | null;
  customerSpokeOn: string | null;
  sessions: RouteSession[];
  /** Onto which channels its customer was asked over by a handoff ([HO4]). */
  crossings: RouteCrossing[];
};

/**
 * The conversations on customers' threads that an inbound item may go to: unresolved ones, those that may still be
 * reopened, and those of the threads named. The customers are locked, so nothing of this changes meanwhile.
 */
export async function openConversationsOf(
  work: Work,
  customerIds: readonly string[],
  threads: readonly string[],
): Promise<InboundConversation[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await openConversations(work, customerIds, threads).execute(work.tx);
  return rows;
}

/** The statement of `openConversationsOf`. */
export const openConversations = (
  work: Work,
  customerIds: readonly string[],
  threads: readonly string[],
): RawBuilder<InboundConversation> => sql`${PREPARED}
    select c.id, c.customer_id as "customerId", c.merged_into as "mergedInto", (select array_agg(m.id) from customer k
        join customer m on m.thread_id = k.thread_id where k.id = c.customer_id) as members, c.status, c.waiting_on as "waitingOn", c.team_id as "teamId",
      t.name as "teamName", t.reply_minutes as "replyMinutes", t.targets, t.reopen_hours as "reopenHours",
      coalesce(t.calendar_id, (select b.calendar_id from brand b where b.id = t.brand_id)) as "calendarId",
      c.owner_agent_id as "ownerAgentId", a.name as "ownerName",
      coalesce(${isOff('a')} and not ${handoffIsOpen('c')}, false) as "ownerOff", c.last_owner_agent_id as "lastOwnerAgentId",
      c.epoch, c.channel, c.preview, c.last_item_at as "lastItemAt", c.resolved_at as "resolvedAt",
      c.customer_waits_since as "customerWaitsSince", c.reply_due_at as "replyDueAt", c.first_answered_at as "firstAnsweredAt",
      c.customer_spoke_at as "customerSpokeAt", c.customer_spoke_on as "customerSpokeOn",
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'channel', s.channel, 'contactPointId', s.contact_point_id,
        'thread', s.thread, 'active', s.state = 'active') order by s.started_at, s.id)
        from session s where s.conversation_id = c.id), '[]') as sessions,
      coalesce((select jsonb_agg(jsonb_build_object('handoffId', h.id, 'channel', h.channel_to, 'open', h.state = 'accepted',
        'askedAt', coalesce(h.accepted_at, h.offered_at)))
        from handoff h where h.conversation_id = c.id and h.crossing is not null
          and (h.state in ('completed', 'lapsed') or (h.state = 'accepted' and h.stage = 'crossing'))), '[]') as crossings
    from conversation c join team t on t.id = c.team_id left join agent a on a.id = c.owner_agent_id
    where c.customer_id = any(array(select unnest(${few(customerIds, 'uuid')}) union
        select m.id from customer k join customer m on m.thread_id = k.thread_id where k.id = any(${few(customerIds, 'uuid')})))
      and (c.status <> 'resolved'
      or c.resolved_at > ${work.at}::timestamptz - make_interval(hours => t.reopen_hours)
      ${threads.length === 0 ? sql`` : onThreads(threads)})`;

const onThreads = (threads: readonly string[]): RawBuilder<unknown> => sql`
      or exists (select 1 from session s where s.conversation_id = c.id and s.thread = any(${few(threads, 'text')}))
      or exists (select 1 from conversation g join session s on s.conversation_id = g.id
        where g.merged_into = c.id and s.thread = any(${few(threads, 'text')}))`;

/** An agent as who gets a conversation back: their name, and whether they are there for it. */
export async function agentForReopening(work: Work, id: string): Promise<{ name: string; ready: boolean } | null> {
  const { rows } = await sql<{ name: string; ready: boolean }>`
    select name, active and presence = 'ready' as ready from agent where id = ${id}`.execute(work.tx);
  return rows[0] ?? null;
}

export type DefaultTeam = {
  readonly id: string;
  readonly name: string;
  readonly replyMinutes: number;
  readonly targets: Targets;
  readonly reopenHours: number;
  readonly calendarId: string | null;
};

/** Where new conversations go: the team named, else the default one; null in a workspace without. */
export async function teamFor(work: Work, id: string | null): Promise<DefaultTeam | null> {
  const { rows } = await sql<DefaultTeam>`
    select id, name, reply_minutes as "replyMinutes", targets, reopen_hours as "reopenHours",
      coalesce(calendar_id, (select b.calendar_id from brand b where b.id = brand_id)) as "calendarId" from team
    where id = ${id}::uuid or is_default order by id = ${id}::uuid desc nulls last limit 1`.execute(work.tx);
  return rows[0] ?? null;
}

type Opening = {
  readonly id: string;
  readonly customerId: string;
  readonly teamId: string;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly openedAt: Date;
};

/** A new conversation in its team's queue at epoch 1, with the assignment that says so ([CV1]). Returns its number. */
export async function insertConversation(work: Work, c: Opening): Promise<number> {
  const { rows } = await conversationInserted(work, c).execute(work.tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('a new conversation has a number');
  return number;
}

/** The statement of `insertConversation`. */
export const conversationInserted = (work: Work, c: Opening): RawBuilder<{ readonly number: number }> => sql`
    with c as (
      insert into conversation (id, customer_id, status, team_id, owner_team_id, channel, subject, opened_at, last_item_at)
      values (${c.id}, ${c.customerId}, 'open', ${c.teamId}, ${c.teamId}, ${c.channel}, ${c.subject}, ${work.at},
        ${c.openedAt})
      returning id, number, epoch),
    a as (
      insert into assignment (conversation_id, epoch, team_id, since, reason)
      select c.id, c.epoch, ${c.teamId}, ${work.at}, 'opened' from c)
    select number from c`;

type NewSession = RouteSession & {
  readonly connectionId: string | null;
  readonly conversationId: string;
  readonly customerId: string;
  readonly startedAt: Date;
};

export async function insertSession(work: Work, s: NewSession): Promise<void> {
  await withNext(
    work.tx,
    sql`
    insert into session (id, conversation_id, customer_id, channel, contact_point_id, connection_id, thread, state,
      started_at)
    values (${s.id}, ${s.conversationId}, ${s.customerId}, ${s.channel}, ${s.contactPointId}, ${s.connectionId}, ${s.thread}, 'active',
      ${s.startedAt})`,
  );
}

/** Writes back what inbound items changed, all conversations in one statement; owners are `setOwner`'s alone ([CV1]). */
export async function saveConversations(work: Work, list: readonly InboundConversation[]): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((c) => ({
    id: c.id,
    status: c.status,
    waiting_on: c.waitingOn,
    channel: c.channel,
    preview: c.preview,
    last_item_at: c.lastItemAt,
    resolved_at: c.resolvedAt,
    customer_waits_since: c.customerWaitsSince,
    reply_due_at: c.replyDueAt,
    first_answered_at: c.firstAnsweredAt,
    customer_spoke_at: c.customerSpokeAt,
    customer_spoke_on: c.customerSpokeOn,
  }));
  await withNext(
    work.tx,
    sql`${PREPARED}
    update conversation c set status = u.status, waiting_on = u.waiting_on,
      waiting_until = case when u.status in ('waiting', 'snoozed') then c.waiting_until end,
      outcome = case when u.status = 'resolved' then c.outcome end, channel = u.channel, preview = u.preview,
      last_item_at = u.last_item_at, resolved_at = u.resolved_at, customer_waits_since = u.customer_waits_since,
      reply_due_at = u.reply_due_at, first_answered_at = u.first_answered_at, customer_spoke_at = u.customer_spoke_at,
      customer_spoke_on = u.customer_spoke_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (id uuid, status text, waiting_on text, channel text,
      preview text, last_item_at timestamptz, resolved_at timestamptz, customer_waits_since timestamptz,
      reply_due_at timestamptz, first_answered_at timestamptz, customer_spoke_at timestamptz, customer_spoke_on uuid)
    where c.id = u.id`,
  );
}

/** A conversation is part of no other any more, and the merge that made it so stands no longer ([CV7]). */
export async function partFromMerged(work: Work, id: string): Promise<void> {
  await sql`
    with parted as (update conversation set merged_into = null where id = ${id} returning id)
    update conversation_link l set undone_at = ${work.at} from parted
    where l.from_id = parted.id and l.kind = 'merge' and l.undone_at is null`.execute(work.tx);
}
