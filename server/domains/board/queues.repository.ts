import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { BAR_MS, BARS, CALL_ANSWER_SECONDS, DUES } from '#shared/domain/board.ts';
import { CALL_CHANNEL, type Channel } from '#shared/domain/channels.ts';
import type { Targets } from '#shared/domain/settings.ts';
import type { Day } from './day.repository.ts';

export type TeamFacts = {
  readonly id: string;
  readonly name: string;
  readonly replyMinutes: number;
  readonly targets: Targets;
};

/** Teams by id, all of them for null; by name. */
export async function teamsOfBoard(db: ReadDb, ids: readonly string[] | null): Promise<TeamFacts[]> {
  const { rows } = await sql<TeamFacts>`${PREPARED}
    select id, name, reply_minutes as "replyMinutes", targets from team
    where ${ids === null}::boolean or id = any(${ids ?? []}::uuid[]) order by name, id`.execute(db);
  return rows;
}

type Place = { readonly teamId: string; readonly channel: Channel };
export type OpenFacts = Place & {
  readonly waiting: number;
  readonly since: Date | null;
  readonly open: number;
  readonly pastDue: number;
  /** One more than is told, where there are so many. */
  readonly dues: readonly Date[] | null;
};

/**
 * What is open, by team and channel. Waiting is what nobody owns and somebody has to act on, as in `waitingToOffer`; what
 * is on a call just now waits for nobody.
 */
export async function openByChannel(db: ReadDb, teamIds: readonly string[], at: Date): Promise<OpenFacts[]> {
  const { rows } = await sql<OpenFacts>`${PREPARED}
    select c.team_id as "teamId", c.channel, count(*)::int as open,
      count(*) filter (where c.waits)::int as waiting,
      min(coalesce(c.customer_waits_since, c.last_item_at)) filter (where c.waits) as since,
      count(*) filter (where c.asked and c.reply_due_at <= ${at})::int as "pastDue",
      (array_agg(c.reply_due_at order by c.reply_due_at) filter (where c.asked and c.reply_due_at > ${at}))[1:${sql.lit(DUES + 1)}] as dues
    from (
      select o.*, o.customer_waits_since is not null as asked,
        o.owner_team_id is not null and (o.status = 'open' or o.customer_waits_since is not null)
          and o.id <> all(array(select k.conversation_id from call k where k.state <> 'ended' and k.conversation_id is not null)) as waits
      from conversation o where o.status <> 'resolved' and o.team_id = any(${teamIds}::uuid[])) c
    group by c.team_id, c.channel`.execute(db);
  return rows;
}

export type AnswerFacts = Place & { readonly answered: number; readonly inTime: number };

/** The first answers of a day in writing, and how many of them came by when they were due. */
export async function answersByChannel(db: ReadDb, teamIds: readonly string[], day: Day): Promise<AnswerFacts[]> {
  const { rows } = await sql<AnswerFacts>`${PREPARED}
    select team_id as "teamId", channel, count(*)::int as answered,
      count(*) filter (where first_answered_at <= first_answer_due_at)::int as "inTime"
    from conversation where first_answered_at >= ${day.from} and first_answered_at < ${day.until}
      and first_answer_due_at is not null and channel <> ${CALL_CHANNEL} and team_id = any(${teamIds}::uuid[])
    group by team_id, channel`.execute(db);
  return rows;
}

export type CallFacts = Omit<AnswerFacts, 'channel'> & { readonly ringing: number; readonly since: Date | null };

/** Inbound calls by team: those that ring, and those of a day that were answered, or ended without it. */
export async function callsByTeam(db: ReadDb, teamIds: readonly string[], day: Day): Promise<CallFacts[]> {
  const { rows } = await sql<CallFacts>`${PREPARED}
    select k.team_id as "teamId", count(*) filter (where k.rings)::int as ringing,
      min(k.started_at) filter (where k.rings) as since,
      count(*) filter (where k.of_day and (k.answered_at is not null or k.state = 'ended'))::int as answered,
      count(*) filter (where k.of_day and k.answered_at <= k.started_at + make_interval(secs => k.within))::int as "inTime"
    from (
      select c.*, c.state = 'ringing' and c.agent_id is null as rings,
        c.started_at >= ${day.from} and c.started_at < ${day.until} as of_day,
        coalesce((t.targets #>> array[${sql.lit(CALL_CHANNEL)}, 'seconds'])::int, ${sql.lit(CALL_ANSWER_SECONDS)}) as within
      from call c join team t on t.id = c.team_id where c.direction = 'in' and (c.state <> 'ended' or c.started_at >= ${day.from})
        and c.team_id = any(${teamIds}::uuid[])) k
    group by k.team_id`.execute(db);
  return rows;
}

export type ArrivalFacts = Place & { readonly bar: number; readonly count: number };

/** Legs that began in the last bars, by team and channel: a call, a sitting, a letter's thread each once. */
export async function arrivalsByChannel(db: ReadDb, teamIds: readonly string[], at: Date): Promise<ArrivalFacts[]> {
  const seconds = BAR_MS / 1000;
  const from = new Date((Math.floor(at.getTime() / BAR_MS) - (BARS - 1)) * BAR_MS);
  const { rows } = await sql<ArrivalFacts>`${PREPARED}
    select c.team_id as "teamId", s.channel, floor(extract(epoch from s.started_at) / ${sql.lit(seconds)})::int as bar,
      count(*)::int as count
    from session s join conversation c on c.id = s.conversation_id
    where s.started_at >= ${from} and s.started_at <= ${at} and c.team_id = any(${teamIds}::uuid[])
    group by 1, 2, 3 order by 3`.execute(db);
  return rows;
}

/** The teams that conversations and calls count for now, and who owns or owned those conversations last. */
export async function concernedBy(
  db: ReadDb,
  conversationIds: readonly string[],
  callIds: readonly string[],
): Promise<{ teamIds: string[]; agentIds: string[] }> {
  if (conversationIds.length + callIds.length === 0) return { teamIds: [], agentIds: [] };
  const { rows } = await sql<{ teamId: string; agentIds: (string | null)[] }>`${PREPARED}
    select team_id as "teamId", array[owner_agent_id, last_owner_agent_id] as "agentIds"
    from conversation where id = any(${conversationIds}::uuid[])
    union all select team_id, array[agent_id, transfer_agent_id] from call where id = any(${callIds}::uuid[])`.execute(
    db,
  );
  return {
    teamIds: [...new Set(rows.map(({ teamId }) => teamId))],
    agentIds: [...new Set(rows.flatMap(({ agentIds }) => agentIds).filter((id) => id !== null))],
  };
}
