import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { LibraryReply, ReplyState, ReplyText, SavedReply } from '#shared/domain/saved-reply.ts';

type InUse = NonNullable<LibraryReply['inUse']>;
type ReplyRow = Pick<LibraryReply, 'id' | 'state' | 'shortcut' | 'used' | 'revision'> & {
  readonly teamId: string | null;
  readonly ja: ReplyText | null;
  readonly en: ReplyText | null;
  readonly inUse: InUse | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly approvedBy: string | null;
  readonly approvedByName: string | null;
  readonly approvedAt: Date | null;
  readonly changedAt: Date;
};

const select = sql`
  select r.id, r.state, r.shortcut, r.team_id as "teamId", r.ja, r.en, r.in_use as "inUse", r.used, r.revision,
    r.owner_id as "ownerId", o.name as "ownerName", r.approved_by as "approvedBy", p.name as "approvedByName",
    r.approved_at as "approvedAt", r.changed_at as "changedAt"
  from saved_reply r left join agent o on o.id = r.owner_id left join agent p on p.id = r.approved_by`;

const person = (id: string | null, name: string | null) => (id === null ? undefined : { id, name: name ?? '' });

function asReply(row: ReplyRow): LibraryReply {
  const { teamId, ja, en, inUse, approvedAt, changedAt } = row;
  const owner = person(row.ownerId, row.ownerName);
  const approvedBy = person(row.approvedBy, row.approvedByName);
  return {
    id: row.id,
    state: row.state,
    shortcut: row.shortcut,
    ...(teamId === null ? {} : { teamId }),
    ...(ja === null ? {} : { ja }),
    ...(en === null ? {} : { en }),
    ...(inUse === null ? {} : { inUse }),
    ...(owner === undefined ? {} : { owner }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(approvedAt === null ? {} : { approvedAt: approvedAt.toISOString() }),
    used: row.used,
    changedAt: changedAt.toISOString(),
    revision: row.revision,
  };
}

export async function findReply(db: ReadDb, id: string): Promise<LibraryReply | null> {
  const { rows } = await sql<ReplyRow>`${select} where r.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asReply(rows[0]);
}

/** The whole library: what waits for a lead first, what is retired last, by shortcut within. */
export async function allReplies(db: ReadDb, limit: number): Promise<LibraryReply[]> {
  const { rows } = await sql<ReplyRow>`${select}
    order by array_position(array['submitted', 'draft', 'approved', 'retired'], r.state), r.shortcut, r.id limit ${limit}`.execute(
    db,
  );
  return rows.map(asReply);
}

/** Those in use of the workspace and of these teams, or of all: each language for itself. A team's own come first. */
export async function repliesInUse(db: ReadDb, teamIds: readonly string[] | 'all'): Promise<SavedReply[]> {
  const ofTeams: RawBuilder<unknown> =
    teamIds === 'all' ? sql`true` : sql`coalesce(r.in_use->>'teamId' = any(${teamIds}::text[]), true)`;
  const { rows } = await sql<{ id: string; inUse: InUse }>`
    select r.id, r.in_use as "inUse" from saved_reply r where r.in_use is not null and ${ofTeams}
    order by r.in_use->>'teamId' nulls last, r.in_use->>'shortcut', r.id`.execute(db);
  return rows.flatMap(({ id, inUse }) =>
    (['en', 'ja'] as const).flatMap((locale) => {
      const text = inUse[locale];
      return text === undefined ? [] : [{ id, shortcut: inUse.shortcut, locale, ...text }];
    }),
  );
}

export type ReplyWords = {
  readonly shortcut: string;
  readonly teamId: string | null;
  readonly ja: ReplyText | null;
  readonly en: ReplyText | null;
  readonly ownerId: string | null;
};

type Change = { readonly by: string | null; readonly at: Date; readonly state: ReplyState };

const json = (text: ReplyText | null) => (text === null ? null : JSON.stringify(text));

/** What is written becomes what is in use. */
const IN_USE = sql`jsonb_strip_nulls(jsonb_build_object('shortcut', shortcut, 'teamId', team_id, 'ja', ja, 'en', en))`;

export async function insertReply(db: ReadDb, id: string, w: ReplyWords, { by, at, state }: Change): Promise<void> {
  await sql`
    insert into saved_reply (id, shortcut, team_id, state, ja, en, owner_id, changed_at, changed_by)
    values (${id}, ${w.shortcut}, ${w.teamId}::uuid, ${state}, ${json(w.ja)}::jsonb, ${json(w.en)}::jsonb,
      ${w.ownerId}::uuid, ${at}, ${by}::uuid)`.execute(db);
}

/** Puts those into use that a new workspace begins with, which nobody has to approve. */
export async function insertDefaultReply(
  db: ReadDb,
  id: string,
  w: { readonly shortcut: string; readonly ja: ReplyText; readonly en: ReplyText },
  at: Date,
): Promise<void> {
  const inUse = { shortcut: w.shortcut, ja: w.ja, en: w.en };
  await sql`
    insert into saved_reply (id, shortcut, state, ja, en, in_use, approved_at, changed_at)
    values (${id}, ${w.shortcut}, 'approved', ${json(w.ja)}::jsonb, ${json(w.en)}::jsonb, ${JSON.stringify(inUse)}::jsonb,
      ${at}, ${at})`.execute(db);
}

type Read = Pick<LibraryReply, 'id' | 'revision'>;

/** Changes what is written if nobody else has; true when it did. What is in use stays. */
export async function changeReply(work: Work, { id, revision }: Read, w: ReplyWords, change: Change): Promise<boolean> {
  const { rows } = await sql`
    update saved_reply set shortcut = ${w.shortcut}, team_id = ${w.teamId}::uuid, state = ${change.state},
      ja = ${json(w.ja)}::jsonb, en = ${json(w.en)}::jsonb, owner_id = coalesce(${w.ownerId}::uuid, owner_id),
      changed_at = ${change.at}, changed_by = ${change.by}::uuid, revision = revision + 1
    where id = ${id} and revision = ${revision} returning 1`.execute(work.tx);
  return rows.length === 1;
}

type Move = { readonly from: readonly ReplyState[]; readonly to: ReplyState; readonly by: string };

/** Moves a reply on if it is where it was read; true when it did. Approved, it is in use; retired, it is not. */
export async function moveReply(work: Work, { id, revision }: Read, { from, to, by }: Move): Promise<boolean> {
  const { rows } = await sql`
    update saved_reply set state = ${to},
      in_use = case ${to} when 'approved' then ${IN_USE} when 'retired' then null else in_use end,
      approved_by = case when ${to} = 'approved' then ${by}::uuid else approved_by end,
      approved_at = case when ${to} = 'approved' then ${work.at}::timestamptz else approved_at end,
      changed_at = ${work.at}, changed_by = ${by}, revision = revision + 1
    where id = ${id} and revision = ${revision} and state = any(${from}::text[]) returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Whether another one has the shortcut, for the same team or for everybody: as it is written, unless retired, or in use. */
export async function isShortcutTaken(
  work: Work,
  { shortcut, teamId }: Pick<ReplyWords, 'shortcut' | 'teamId'>,
  exceptId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from saved_reply where id <> ${exceptId} and (
      (shortcut = ${shortcut} and team_id is not distinct from ${teamId}::uuid and state <> 'retired')
      or (in_use->>'shortcut' = ${shortcut} and (in_use->>'teamId')::uuid is not distinct from ${teamId}::uuid))`.execute(
    work.tx,
  );
  return rows.length > 0;
}

/** Counts a use, once for each conversation; gives how often it was used, null when there is none. */
export async function countReplyUse(
  work: Work,
  {
    replyId,
    conversationId,
    agentId,
  }: { readonly replyId: string; readonly conversationId: string; readonly agentId: string },
): Promise<number | null> {
  const { rows } = await sql<{ used: number }>`
    with new as (
      insert into saved_reply_use (reply_id, conversation_id, agent_id, at)
      select r.id, c.id, ${agentId}, ${work.at} from saved_reply r, conversation c
      where r.id = ${replyId} and c.id = ${conversationId}
      on conflict do nothing returning 1)
    update saved_reply set used = used + (select count(*) from new)::int where id = ${replyId} returning used`.execute(
    work.tx,
  );
  return rows[0]?.used ?? null;
}

/** Whether there is such a team, and such an agent, where they are named. */
export async function areThere(
  work: Work,
  { teamId, ownerId }: Pick<ReplyWords, 'teamId' | 'ownerId'>,
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select (${teamId}::uuid is null or exists (select 1 from team where id = ${teamId}::uuid))
      and (${ownerId}::uuid is null or exists (select 1 from agent where id = ${ownerId}::uuid)) as there`.execute(
    work.tx,
  );
  return rows[0]?.there === true;
}
