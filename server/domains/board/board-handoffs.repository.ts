import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { BoardHandoff } from '#shared/domain/board.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { HandoffState } from '#shared/domain/handoff.ts';

type Row = {
  readonly id: string;
  readonly conversationId: string;
  readonly conversationNumber: number;
  readonly from: Channel;
  readonly to: Channel;
  readonly fromName: string;
  readonly toName: string;
  readonly teamId: string;
  readonly toTeamId: string | null;
  readonly state: HandoffState;
  readonly offeredAt: Date;
  readonly acceptedAt: Date | null;
  readonly decidedAt: Date | null;
};

const MOST = 3000;

/** Handoffs that were accepted or decided since then, the newest first. */
export async function handoffsSince(db: ReadDb, since: Date): Promise<BoardHandoff[]> {
  return read(db, sql`(h.accepted_at >= ${since} or h.decided_at >= ${since})`);
}

/** Those of them that are named, or are of one of these conversations. */
export async function handoffsAmong(
  db: ReadDb,
  { ids, conversationIds, since }: { ids: readonly string[]; conversationIds: readonly string[]; since: Date },
): Promise<BoardHandoff[]> {
  if (ids.length + conversationIds.length === 0) return [];
  return read(
    db,
    sql`(h.id = any(${ids}::uuid[]) or h.conversation_id = any(${conversationIds}::uuid[]))
      and (h.accepted_at >= ${since} or h.decided_at >= ${since})`,
  );
}

async function read(db: ReadDb, which: RawBuilder<unknown>): Promise<BoardHandoff[]> {
  const { rows } = await sql<Row>`${PREPARED}
    select h.id, h.conversation_id as "conversationId", c.number as "conversationNumber", h.channel_from as "from",
      h.channel_to as "to", f.name as "fromName", coalesce(b.name, ta.name, tt.name, '') as "toName",
      c.team_id as "teamId", h.to_team_id as "toTeamId", h.state, h.offered_at as "offeredAt",
      h.accepted_at as "acceptedAt", h.decided_at as "decidedAt"
    from handoff h join conversation c on c.id = h.conversation_id join agent f on f.id = h.from_agent_id
      left join agent b on b.id = h.accepted_by left join agent ta on ta.id = h.to_agent_id
      left join team tt on tt.id = h.to_team_id
    where ${which} order by coalesce(h.decided_at, h.accepted_at) desc, h.id limit ${sql.lit(MOST)}`.execute(db);
  return rows.map(asBoardHandoff);
}

function asBoardHandoff({ teamId, toTeamId, offeredAt, acceptedAt, decidedAt, ...row }: Row): BoardHandoff {
  return {
    ...row,
    teamIds: toTeamId === null || toTeamId === teamId ? [teamId] : [teamId, toTeamId],
    offeredAt: offeredAt.toISOString(),
    ...(acceptedAt === null ? {} : { acceptedAt: acceptedAt.toISOString() }),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
  };
}
