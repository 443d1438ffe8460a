import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import type { Span } from '#shared/domain/silence.ts';

/** Owned conversations whose customer waits for at least their team's limit and that are to be looked at now. */
export async function silentConversations({ tx, at }: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c join team t on t.id = c.team_id
    where c.owner_agent_id is not null and c.customer_waits_since is not null and c.status <> 'resolved'
      and t.silence_minutes is not null
      and c.customer_waits_since <= ${at}::timestamptz - make_interval(mins => t.silence_minutes)
      and (c.silence_look_at is null or c.silence_look_at <= ${at})
    order by c.customer_waits_since limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

export type SilenceRow = { readonly since: Date; readonly minutes: number; readonly pauses: readonly Span[] };

/** What a locked conversation's clock runs by; null when nobody waits, nobody owns it, or its team has no limit. */
export async function silenceOf({ tx }: Pick<Work, 'tx'>, conversationId: string): Promise<SilenceRow | null> {
  const { rows } = await sql<{ since: Date; minutes: number }>`
    select t.silence_minutes as minutes, greatest(c.customer_waits_since, o.since,
      (select min(i.received_at) from timeline_item i where i.conversation_id = c.id and i.direction = 'in'
        and i.occurred_at >= c.customer_waits_since)) as since
    from conversation c join team t on t.id = c.team_id
      join assignment o on o.conversation_id = c.id and o.epoch = c.epoch
    where c.id = ${conversationId} and c.owner_agent_id is not null and c.customer_waits_since is not null
      and c.status <> 'resolved' and t.silence_minutes is not null`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { ...row, pauses: await pausesOf({ tx }, conversationId) };
}

/** Calls, handoffs and answers that wait for a lead: what stops the owner's clock. Those that go on have no end. */
async function pausesOf({ tx }: Pick<Work, 'tx'>, conversationId: string): Promise<Span[]> {
  const { rows } = await sql<Span>`
    select k.started_at as from, k.ended_at as to from session s join call k on k.session_id = s.id
      where s.conversation_id = ${conversationId}
    union all
    select h.offered_at, case when h.state in ('offered', 'accepted') then null
      else coalesce(greatest(h.completed_at, h.decided_at, case when h.state = 'lapsed' then h.lapse_at end), h.expires_at) end
      from handoff h where h.conversation_id = ${conversationId}
    union all
    select a.held_at, a.decided_at from held_message a where a.conversation_id = ${conversationId}`.execute(tx);
  return rows;
}

/** Looked at again then. */
export async function lookAgain(work: Work, conversationId: string, at: Date): Promise<void> {
  await sql`update conversation set silence_look_at = ${at} where id = ${conversationId}`.execute(work.tx);
}
