import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import { CHANNELS, type Channel, channelFacts, type WorkKind } from '#shared/domain/channels.ts';
import type { Load, Taker, WaitingWork } from '#shared/domain/plan-offers.ts';

const channelsOf = (work: WorkKind): Channel[] => CHANNELS.filter((channel) => channelFacts(channel).work === work);

const atWork: RawBuilder<boolean> = sql`a.active and a.role in ('agent', 'lead') and a.presence in ('ready', 'busy', 'wrap_up')`;

/** `told`: its thread was told already, at this ownership, that nobody had taken it. */
type QueuedWork = WaitingWork & { readonly told: boolean };

type WaitingRow = Omit<QueuedWork, 'work' | 'dueAt' | 'waitsSince'> & {
  readonly channel: Channel;
  readonly dueAt: Date | null;
  readonly waitsSince: Date;
};

/**
 * What waits in the queues of teams whose work the hub offers: somebody has to act on it, nobody is asked for it now, and
 * no call of it is active. Of a team of whom nobody is at work only what people said no to and was not told of. At most
 * `perTeam` of each team, the most pressing first, so that no team's queue hides another's; what its thread was told of
 * comes after all else, so that it does not hide what is new.
 */
export async function waitingToOffer(db: ReadDb, perTeam: number): Promise<QueuedWork[]> {
  const { rows } = await sql<WaitingRow>`
    select w.* from team t cross join lateral (select exists (
      select 1 from team_member m join agent a on a.id = m.agent_id where m.team_id = t.id and ${atWork}) as staffed) s
    cross join lateral (
      select c.id as "conversationId", c.epoch, t.id as "teamId", c.channel, c.priority,
        c.last_owner_agent_id as "lastOwnerId", c.reply_due_at as "dueAt",
        coalesce(c.customer_waits_since, c.last_item_at) as "waitsSince",
        c.routing_told_epoch is not distinct from c.epoch as told,
        case when t.match_language then cu.locale end as language,
        array(select n->>'skillId' from jsonb_array_elements(t.needs) n
          where n->>'categoryId' is null or n->>'categoryId' = c.category_id::text) as "skillIds",
        array(select o.agent_id::text from work_offer o where o.conversation_id = c.id and o.epoch = c.epoch
          and o.state in ('declined', 'passed')) as "triedIds"
      from conversation c join customer cu on cu.id = c.customer_id
      where c.owner_team_id = t.id and c.status <> 'resolved' and (c.status = 'open' or c.customer_waits_since is not null)
        and not exists (select 1 from work_offer o where o.conversation_id = c.id and o.state = 'open')
        and not exists (select 1 from call k where k.customer_id = c.customer_id and k.conversation_id = c.id and k.state <> 'ended')
        and (s.staffed or (c.routing_told_epoch is distinct from c.epoch and exists (select 1 from work_offer o
          where o.conversation_id = c.id and o.epoch = c.epoch and o.state in ('declined', 'passed'))))
      order by c.routing_told_epoch is not distinct from c.epoch,
        array_position(array['urgent', 'high', 'normal', 'low'], c.priority), c.reply_due_at nulls last, c.id
      limit ${perTeam}) w
    where t.routing = 'offered'`.execute(db);
  return rows.map(({ channel, dueAt, waitsSince, ...row }) => ({
    ...row,
    work: channelFacts(channel).work,
    dueAt: dueAt?.getTime() ?? null,
    waitsSince: waitsSince.getTime(),
  }));
}

type TakerRow = Omit<Taker, 'capacity' | 'load' | 'idleSince'> & {
  readonly calls: number;
  readonly chats: number;
  readonly mails: number;
  readonly callCapacity: number;
  readonly chatCapacity: number;
  readonly mailCapacity: number;
  readonly idleSince: Date | null;
};

const takerColumns: RawBuilder<unknown> = sql`
  a.id, a.languages, a.presence = 'ready' as ready,
  array(select m.team_id::text from team_member m where m.agent_id = a.id) as "teamIds",
  array(select s.skill_id::text from agent_skill s where s.agent_id = a.id) as "skillIds",
  exists (select 1 from work_offer o where o.agent_id = a.id and o.state = 'open') as asked,
  a.call_capacity as "callCapacity", a.capacity as "chatCapacity", a.mail_capacity as "mailCapacity",
  (select count(*)::int from call k where k.agent_id = a.id and k.state <> 'ended') as calls,
  (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status = 'open'
    and c.channel = any(${channelsOf('chat')}::text[])) as chats,
  (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status = 'open'
    and c.channel <> all(${channelsOf('chat')}::text[])) as mails,
  greatest(a.presence_at, (select max(s.since) from assignment s where s.agent_id = a.id),
    (select max(o.decided_at) from work_offer o where o.agent_id = a.id and o.decided_at is not null)) as "idleSince"`;

/** People at work in teams whose work the hub offers. */
export async function takers(db: ReadDb): Promise<Taker[]> {
  const { rows } = await sql<TakerRow>`
    select ${takerColumns} from agent a
    where ${atWork}
      and exists (select 1 from team_member m join team t on t.id = m.team_id and t.routing = 'offered'
        where m.agent_id = a.id)`.execute(db);
  return rows.map(asTaker);
}

/** Somebody as they are now, their row locked, so that two hubs do not fill the same hand; null when they have gone. */
export async function takerLocked(work: Work, agentId: string): Promise<Taker | null> {
  await sql`select 1 from agent where id = ${agentId} for no key update`.execute(work.tx);
  const { rows } = await sql<TakerRow>`
    select ${takerColumns} from agent a where a.id = ${agentId} and a.active and a.presence = 'ready'`.execute(work.tx);
  return rows[0] === undefined ? null : asTaker(rows[0]);
}

function asTaker(row: TakerRow): Taker {
  const { calls, chats, mails, callCapacity, chatCapacity, mailCapacity, idleSince, ...taker } = row;
  const load: Load = { call: calls, chat: chats, mail: mails };
  const capacity: Load = { call: callCapacity, chat: chatCapacity, mail: mailCapacity };
  return { ...taker, load, capacity, idleSince: idleSince?.getTime() ?? 0 };
}

/** How long an offer of a team stands, seconds. */
export async function offerSecondsOf(work: Work, teamId: string): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select offer_seconds as seconds from team where id = ${teamId}`.execute(work.tx);
  return rows[0]?.seconds ?? 60;
}

/** Marks that the thread was told that nobody took it; false when it was told already at this epoch. */
export async function markTold(work: Work, conversationId: string, epoch: number): Promise<boolean> {
  const { rows } = await sql`
    update conversation set routing_told_epoch = ${epoch}
    where id = ${conversationId} and epoch = ${epoch} and routing_told_epoch is distinct from ${epoch} returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}
