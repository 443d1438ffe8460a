import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { QueryParsed } from '#shared/wire/queries.ts';

/** What a figure of the board is looked at behind. */
export type Behind = QueryParsed<'board.behind'>;

const MOST = 200;

/** The conversations that a figure counts, longest waiting first, and how many there are. */
export async function placesBehind(db: ReadDb, ask: Behind, at: Date): Promise<{ ids: string[]; total: number }> {
  const { rows } = await sql<{ id: string; total: number }>`
    select c.id, count(*) over ()::int as total from conversation c where ${which(ask, at)}
    order by c.customer_waits_since nulls last, c.last_item_at, c.id limit ${sql.lit(MOST)}`.execute(db);
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}

function which(ask: Behind, at: Date): RawBuilder<unknown> {
  if (ask.of === 'agent') return sql`c.owner_agent_id = ${ask.agentId} and c.status = 'open'`;
  const { teamId = null } = ask;
  const here = sql`c.status <> 'resolved' and c.channel = ${ask.channel}
    and (${teamId}::uuid is null or c.team_id = ${teamId}::uuid)`;
  switch (ask.which) {
    case 'open':
      return here;
    case 'past_due':
      return sql`${here} and c.customer_waits_since is not null and c.reply_due_at <= ${at}`;
    case 'waiting':
      return ask.channel === CALL_CHANNEL ? sql`(${here} and (${waits} or ${rings}))` : sql`${here} and ${waits}`;
  }
}

/** As in `openByChannel`. */
const waits = sql`c.owner_team_id is not null and (c.status = 'open' or c.customer_waits_since is not null)
  and not exists (select 1 from call k where k.conversation_id = c.id and k.state <> 'ended')`;
const rings = sql`exists (select 1 from call k where k.conversation_id = c.id and k.state = 'ringing'
  and k.agent_id is null and k.direction = 'in')`;
