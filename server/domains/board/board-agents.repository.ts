import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { BoardAgent } from '#shared/domain/board.ts';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import type { Presence } from '#shared/domain/people.ts';
import type { Day } from './day.repository.ts';

type Row = Omit<BoardAgent, 'load' | 'capacity' | 'reason' | 'since' | 'onCall'> & {
  readonly presence: Presence;
  readonly reason: string | null;
  readonly presenceAt: Date | null;
  readonly callSince: Date | null;
  readonly load: Readonly<Partial<Record<Channel, number>>>;
  readonly callCapacity: number;
  readonly chatCapacity: number;
  readonly mailCapacity: number;
};

/** People who work conversations, all for null, by name; who has left is left out. `done` is what they resolved that day. */
export async function agentsOfBoard(db: ReadDb, ids: readonly string[] | null, day: Day): Promise<BoardAgent[]> {
  const { rows } = await sql<Row>`${PREPARED}
    select a.id, a.name, a.presence, a.presence_reason as reason, a.presence_at as "presenceAt",
      a.call_capacity as "callCapacity", a.capacity as "chatCapacity", a.mail_capacity as "mailCapacity",
      array(select m.team_id::text from team_member m where m.agent_id = a.id order by 1) as "teamIds",
      coalesce((select jsonb_object_agg(l.channel, l.count) from (
        select c.channel, count(*)::int as count from conversation c
        where c.owner_agent_id = a.id and c.status = 'open' group by c.channel) l), '{}') as load,
      k.calls, k.since as "callSince",
      (select count(*)::int from conversation c where c.owner_agent_id = a.id and c.status = 'resolved'
        and c.merged_into is null and c.resolved_at >= ${day.from} and c.resolved_at < ${day.until}) as done
    from agent a cross join lateral (
      select count(*)::int as calls, min(coalesce(k.answered_at, k.started_at)) as since
      from call k where k.agent_id = a.id and k.state <> 'ended') k
    where a.active and a.role in ('agent', 'lead') and (${ids === null}::boolean or a.id = any(${ids ?? []}::uuid[]))
    order by a.name, a.id`.execute(db);
  return rows.map(asBoardAgent);
}

function asBoardAgent({ presenceAt, callSince, load, reason, ...row }: Row): BoardAgent {
  const since = callSince ?? presenceAt;
  const { callCapacity, chatCapacity, mailCapacity, ...agent } = row;
  return {
    ...agent,
    ...(reason === null ? {} : { reason }),
    ...(since === null ? {} : { since: since.toISOString() }),
    onCall: callSince !== null,
    load: CHANNELS.flatMap((channel) => {
      const count = load[channel] ?? 0;
      return count > 0 ? [{ channel, count }] : [];
    }),
    capacity: { call: callCapacity, chat: chatCapacity, mail: mailCapacity },
  };
}
