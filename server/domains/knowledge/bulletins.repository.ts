import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { ArticleText, Bulletin } from '#shared/domain/knowledge.ts';

type BulletinRow = Pick<Bulletin, 'id' | 'teamIds' | 'revision'> & {
  readonly ja: ArticleText | null;
  readonly en: ArticleText | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly from: Date;
  readonly until: Date;
  readonly readAt: Date | null;
};

const columns = sql`b.id, b.ja, b.en, b.team_ids as "teamIds", b.author_id as "authorId", o.name as "authorName",
  b.valid_from as "from", b.valid_until as "until", b.revision`;

function asBulletin({ ja, en, authorId, authorName, from, until, readAt, ...rest }: BulletinRow): Bulletin {
  return {
    ...rest,
    ...(ja === null ? {} : { ja }),
    ...(en === null ? {} : { en }),
    author: { id: authorId, name: authorName },
    from: from.toISOString(),
    until: until.toISOString(),
    ...(readAt === null ? {} : { readAt: readAt.toISOString() }),
  };
}

type NewBulletin = {
  readonly id: string;
  readonly ja: ArticleText | null;
  readonly en: ArticleText | null;
  readonly teamIds: readonly string[];
  readonly authorId: string;
  readonly from: Date;
  readonly until: Date;
};

export async function insertBulletin(work: Work, b: NewBulletin): Promise<void> {
  const json = (text: ArticleText | null) => (text === null ? null : JSON.stringify(text));
  await sql`
    insert into bulletin (id, ja, en, team_ids, author_id, valid_from, valid_until)
    values (${b.id}, ${json(b.ja)}::jsonb, ${json(b.en)}::jsonb, ${b.teamIds}::uuid[], ${b.authorId}, ${b.from}, ${b.until})`.execute(
    work.tx,
  );
}

export async function findBulletin(db: ReadDb, id: string, readerId: string): Promise<Bulletin | null> {
  const { rows } = await sql<BulletinRow>`
    select ${columns}, r.at as "readAt" from bulletin b join agent o on o.id = b.author_id
    left join bulletin_read r on r.bulletin_id = b.id and r.agent_id = ${readerId} where b.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asBulletin(rows[0]);
}

/** The bulletins of a moment for a reader: those for everybody and for their teams, unread ones first. */
export async function bulletinsFor(db: ReadDb, readerId: string, now: Date): Promise<Bulletin[]> {
  const { rows } = await sql<BulletinRow>`
    select ${columns}, r.at as "readAt" from bulletin b join agent o on o.id = b.author_id
    left join bulletin_read r on r.bulletin_id = b.id and r.agent_id = ${readerId}
    where b.valid_from <= ${now} and b.valid_until > ${now} and (b.team_ids = '{}' or b.author_id = ${readerId}
      or exists (select 1 from team_member m where m.agent_id = ${readerId} and m.team_id = any(b.team_ids)))
    order by r.at is not null, b.valid_from desc, b.id limit 50`.execute(db);
  return rows.map(asBulletin);
}

/** Keeps that somebody has read it; the first time counts. Null when there is no such bulletin. */
export async function confirmRead(work: Work, bulletinId: string, agentId: string): Promise<Date | null> {
  await sql`
    insert into bulletin_read (bulletin_id, agent_id, at) select id, ${agentId}, ${work.at} from bulletin where id = ${bulletinId}
    on conflict do nothing`.execute(work.tx);
  const { rows } = await sql<{ at: Date }>`
    select at from bulletin_read where bulletin_id = ${bulletinId} and agent_id = ${agentId}`.execute(work.tx);
  return rows[0]?.at ?? null;
}

/** Ends it now if nobody changed it; true when it did. */
export async function endBulletin(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`
    update bulletin set valid_until = least(valid_until, ${work.at}), revision = revision + 1
    where id = ${id} and revision = ${revision} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Whom it is for, by name, and when they read it. */
export async function readersOf(
  db: ReadDb,
  id: string,
): Promise<{ agentId: string; name: string; readAt: Date | null }[]> {
  const { rows } = await sql<{ agentId: string; name: string; readAt: Date | null }>`
    select a.id as "agentId", a.name, r.at as "readAt" from bulletin b
    join agent a on a.active and a.role in ('agent', 'lead') and (b.team_ids = '{}'
      or exists (select 1 from team_member m where m.agent_id = a.id and m.team_id = any(b.team_ids)))
    left join bulletin_read r on r.bulletin_id = b.id and r.agent_id = a.id
    where b.id = ${id} order by r.at is not null, a.name, a.id`.execute(db);
  return rows;
}
