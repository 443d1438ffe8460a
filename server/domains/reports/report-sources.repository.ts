import { type RawBuilder, sql } from 'kysely';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';

/** What sources need to know of what is asked. Times are instants; `buckets` are the beginnings in local time. */
export type SourceAsk = {
  readonly from: Date;
  readonly until: Date;
  readonly now: Date;
  readonly timeZone: string;
  readonly buckets: readonly string[];
  /** Presence has no team of its own: an agent of two teams stands in both, `once` in one, only when it is asked by team. */
  readonly byTeam: boolean;
};

/**
 * What can be counted, one row each. All have `id, at, team_id, agent_id (text), channel, category_id, conversation_id,
 * customer_id, path, reason, outcome`; what else they have is for the measures. `at` decides the bucket. Joins that nothing
 * asks for are left out by PostgreSQL, for they are left joins on keys.
 */
export const SOURCES = {
  calls,
  opened,
  resolved,
  items,
  waits,
  handoffs,
  escalations,
  surveys,
  presence,
} as const satisfies Record<string, (ask: SourceAsk) => RawBuilder<unknown>>;
export type SourceName = keyof typeof SOURCES;

const NO_MORE = sql`null::text as path, null::text as reason, null::text as outcome`;

/** Calls by when they came in or were begun; seconds of waiting are without the menu. The agent is who held it last. */
function calls(): RawBuilder<unknown> {
  return sql`select c.id::text as id, c.started_at as at, c.team_id, c.agent_id::text as agent_id, ${CALL_CHANNEL}::text as channel,
      v.category_id, c.conversation_id, c.customer_id, null::text as path, null::text as reason, c.outcome,
      c.direction, c.state, c.answered_at is not null as answered,
      greatest(0, extract(epoch from coalesce(c.answered_at, c.ended_at) - c.started_at)::float8 - c.menu_ms / 1000.0::float8) as wait,
      c.talk_ms / 1000.0::float8 as talk, c.hold_ms / 1000.0::float8 as hold,
      extract(epoch from c.wrapped_at - c.ended_at)::float8 as wrap
    from call c left join conversation v on v.id = c.conversation_id`;
}

/** Conversations by when they were opened. One that is part of another now is that other one ([CV7]). */
function opened(): RawBuilder<unknown> {
  return sql`select ${conversationHead(sql`v.opened_at`)},
      case when v.first_answered_at is not null
        then greatest(0, extract(epoch from v.first_answered_at - v.opened_at)::float8) end as seconds
    from conversation v where v.merged_into is null`;
}

/** Conversations by when they were resolved; one that was reopened is so no more. */
function resolved(): RawBuilder<unknown> {
  return sql`select ${conversationHead(sql`v.resolved_at`)},
      greatest(0, extract(epoch from v.resolved_at - v.opened_at)::float8) as seconds
    from conversation v where v.merged_into is null and v.status = 'resolved' and v.resolved_at is not null`;
}

const conversationHead = (at: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  v.id::text as id, ${at} as at, v.team_id, coalesce(v.owner_agent_id, v.last_owner_agent_id)::text as agent_id, v.channel,
  v.category_id, v.id as conversation_id, v.customer_id, null::text as path, null::text as reason, v.outcome`;

/** Messages and calls, each once, without what was imported as history. What came in is its conversation's owner's. */
function items(): RawBuilder<unknown> {
  return sql`select i.id::text as id, i.occurred_at as at, v.team_id,
      case when i.direction = 'in' then coalesce(v.owner_agent_id, v.last_owner_agent_id)::text
        when i.author ->> 'type' = 'agent' then i.author ->> 'id' end as agent_id,
      i.channel, v.category_id, i.conversation_id, i.customer_id, ${NO_MORE}, i.direction
    from timeline_item i left join conversation v on v.id = i.conversation_id
    where i.kind in ('message', 'call') and i.direction in ('in', 'out') and not i.historical and i.corrects is null`;
}

/** Customers waiting for an answer by its target, by since when: those answered, and those over it who wait still. */
function waits({ now }: SourceAsk): RawBuilder<unknown> {
  return sql`select 'answered-' || w.id as id, w.since as at, v.team_id, w.agent_id::text as agent_id, w.channel, v.category_id,
      v.id as conversation_id, v.customer_id, ${NO_MORE}, w.answered_at <= w.due_at as kept, w.is_first,
      extract(epoch from w.answered_at - w.since)::float8 as seconds
    from reply_wait w join conversation v on v.id = w.conversation_id where w.due_at is not null
    union all
    select 'waiting-' || v.id, v.customer_waits_since, v.team_id, v.owner_agent_id::text, v.channel, v.category_id,
      v.id, v.customer_id, ${NO_MORE}, false, v.first_answered_at is null, null
    from conversation v where v.status <> 'resolved' and v.customer_waits_since is not null and v.reply_due_at < ${now}`;
}

/** Handoffs by when they were offered; the agent is who offered. Taking one's own work elsewhere is not timed. */
function handoffs(): RawBuilder<unknown> {
  return sql`select h.id::text as id, h.offered_at as at, v.team_id, h.from_agent_id::text as agent_id, h.channel_from as channel,
      v.category_id, h.conversation_id, h.customer_id, h.channel_from || '>' || h.channel_to as path, null::text as reason,
      null::text as outcome, h.state,
      h.accepted_at is not null or h.state in ('accepted', 'completed', 'lapsed') as accepted,
      case when h.accepted_at is not null and h.to_agent_id is distinct from h.from_agent_id
        then greatest(0, extract(epoch from h.accepted_at - h.offered_at)::float8) end as seconds
    from handoff h left join conversation v on v.id = h.conversation_id`;
}

/** Questions to a lead by when they were raised; the agent is who owned the conversation then. */
function escalations({ now }: SourceAsk): RawBuilder<unknown> {
  return sql`select e.id::text as id, e.raised_at as at, e.team_id, e.owner_agent_id::text as agent_id, v.channel, v.category_id,
      e.conversation_id, e.customer_id, null::text as path, e.reason, e.outcome, e.state, e.decided_at is not null as decided,
      coalesce(e.decided_at, ${now}) > e.due_at and e.state <> 'withdrawn' as late,
      case when e.decided_at is not null
        then greatest(0, extract(epoch from e.decided_at - e.raised_at)::float8) end as seconds
    from escalation e left join conversation v on v.id = e.conversation_id`;
}

/** Customers who were asked how it was, by when they were; the agent is who had the conversation at its end. */
function surveys(): RawBuilder<unknown> {
  return sql`select q.id::text as id, q.sent_at as at, q.team_id, q.agent_id::text as agent_id, q.channel, q.category_id,
      q.conversation_id, q.customer_id, ${NO_MORE}, q.score, q.low
    from survey q where q.state in ('sent', 'answered')`;
}

/**
 * What agents said of themselves, cut where buckets end, so that a night shift counts in both days. A piece begins in its
 * bucket; what goes on counts until now.
 */
function presence({ from, until, now, timeZone, buckets, byTeam }: SourceAsk): RawBuilder<unknown> {
  const end = now < until ? now : until;
  const team = byTeam
    ? sql`left join (select agent_id, team_id, row_number() over (partition by agent_id order by team_id) = 1 as once
        from team_member) m on m.agent_id = s.agent_id`
    : sql``;
  return sql`select s.id || '@' || k as id, greatest(s.at, e.edges[k]) as at,
      ${byTeam ? sql`m.team_id, coalesce(m.once, true) as once` : sql`null::uuid as team_id, true as once`},
      s.agent_id::text as agent_id, null::text as channel, null::uuid as category_id, null::uuid as conversation_id,
      null::uuid as customer_id, null::text as path, coalesce(s.reason, '') as reason, null::text as outcome, s.presence,
      extract(epoch from least(s.until, e.edges[k + 1]) - greatest(s.at, e.edges[k]))::float8 as seconds
    from (select x.id, x.agent_id, greatest(x.at, ${from}) as at, x.presence, x.reason,
        coalesce(lead(x.at) over (partition by x.agent_id order by x.at, x.id), ${end}) as until
      from (${presenceRows({ from, end })}) x) s
    cross join (select array(select t.local at time zone ${timeZone} from unnest(${buckets}::timestamp[]) t (local) order by 1)
      || ${until}::timestamptz as edges) e
    cross join lateral generate_series(width_bucket(s.at, e.edges),
      width_bucket(s.until - interval '1 microsecond', e.edges)) k
    ${team} where s.until > s.at and s.presence <> 'signed_out'`;
}

/** What was said in a period, and what each had said last before it. */
export function presenceRows({ from, end }: { readonly from: Date; readonly end: Date }): RawBuilder<unknown> {
  return sql`select id, agent_id, at, presence, reason from presence_log where at >= ${from} and at < ${end}
    union all
    select l.* from agent a cross join lateral (select p.id, p.agent_id, p.at, p.presence, p.reason from presence_log p
      where p.agent_id = a.id and p.at < ${from} order by p.at desc, p.id desc limit 1) l`;
}
