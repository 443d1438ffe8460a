import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Article, ArticleState, ArticleText } from '#shared/domain/knowledge.ts';

type ArticleRow = Pick<Article, 'id' | 'state' | 'audience' | 'tags' | 'used' | 'revision'> & {
  readonly ja: ArticleText | null;
  readonly en: ArticleText | null;
  readonly url: string | null;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly approvedBy: string | null;
  readonly approvedByName: string | null;
  readonly approvedAt: Date | null;
  readonly changedAt: Date;
};

const select = (from: RawBuilder<unknown>) => sql<ArticleRow>`
  select a.id, a.state, a.audience, a.tags, a.used, a.revision, a.ja, a.en, a.url, a.owner_id as "ownerId",
    o.name as "ownerName", a.valid_from as "validFrom", a.valid_until as "validUntil", a.approved_by as "approvedBy",
    p.name as "approvedByName", a.approved_at as "approvedAt", a.changed_at as "changedAt"
  ${from} join agent o on o.id = a.owner_id left join agent p on p.id = a.approved_by`;

function asArticle(row: ArticleRow): Article {
  const {
    ja,
    en,
    url,
    ownerId,
    ownerName,
    validFrom,
    validUntil,
    approvedBy,
    approvedByName,
    approvedAt,
    changedAt,
    ...rest
  } = row;
  return {
    ...rest,
    ...(ja === null ? {} : { ja }),
    ...(en === null ? {} : { en }),
    ...(url === null ? {} : { url }),
    owner: { id: ownerId, name: ownerName },
    validFrom: validFrom.toISOString(),
    ...(validUntil === null ? {} : { validUntil: validUntil.toISOString() }),
    ...(approvedBy === null ? {} : { approvedBy: { id: approvedBy, name: approvedByName ?? '' } }),
    ...(approvedAt === null ? {} : { approvedAt: approvedAt.toISOString() }),
    changedAt: changedAt.toISOString(),
  };
}

export async function findArticle(db: ReadDb, id: string): Promise<Article | null> {
  const { rows } = await sql<ArticleRow>`${select(sql`from article a`)} where a.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asArticle(rows[0]);
}

export type ArticleWords = {
  readonly audience: Article['audience'];
  readonly ja: ArticleText | null;
  readonly en: ArticleText | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly grams: readonly string[];
  readonly state: ArticleState;
};

const json = (text: ArticleText | null) => (text === null ? null : JSON.stringify(text));

export async function insertArticle(work: Work, id: string, ownerId: string, a: ArticleWords): Promise<void> {
  await sql`
    insert into article (id, state, audience, ja, en, url, tags, owner_id, valid_from, valid_until, grams, changed_at, changed_by)
    values (${id}, ${a.state}, ${a.audience}, ${json(a.ja)}::jsonb, ${json(a.en)}::jsonb, ${a.url}, ${a.tags}::text[], ${ownerId},
      ${a.validFrom}, ${a.validUntil}, ${a.grams}::text[], ${work.at}, ${ownerId})`.execute(work.tx);
}

/** Changes an article if nobody else has; true when it did. What was approved before is not any more. */
export async function changeArticle(
  work: Work,
  { id, revision }: Pick<Article, 'id' | 'revision'>,
  by: string,
  a: ArticleWords,
): Promise<boolean> {
  const { rows } = await sql`
    update article set state = ${a.state}, audience = ${a.audience}, ja = ${json(a.ja)}::jsonb, en = ${json(a.en)}::jsonb,
      url = ${a.url}, tags = ${a.tags}::text[], valid_from = ${a.validFrom}, valid_until = ${a.validUntil},
      grams = ${a.grams}::text[], approved_by = null, approved_at = null, changed_at = ${work.at}, changed_by = ${by},
      revision = revision + 1
    where id = ${id} and revision = ${revision} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Moves an article on if it is where it was read; true when it did. */
export async function moveArticle(
  work: Work,
  { id, revision }: Pick<Article, 'id' | 'revision'>,
  by: string,
  { from, to }: { readonly from: readonly ArticleState[]; readonly to: ArticleState },
): Promise<boolean> {
  const approves = to === 'approved';
  const { rows } = await sql`
    update article set state = ${to}, approved_by = ${approves ? by : null}::uuid, approved_at = ${approves ? work.at : null},
      changed_at = ${work.at}, changed_by = ${by}, revision = revision + 1
    where id = ${id} and revision = ${revision} and state = any(${from}::text[]) returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Articles usable now that hold all pieces asked for; the most used first. Without pieces, the most used of all. */
export async function articlesWith(
  db: ReadDb,
  grams: readonly string[],
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<Article[]> {
  const { rows } = await sql<ArticleRow>`${select(sql`from article a`)}
    where a.state = 'approved' and a.grams @> ${grams}::text[] and a.valid_from <= ${now}
      and (a.valid_until is null or a.valid_until > ${now})
    order by a.used desc, a.changed_at desc, a.id limit ${limit}`.execute(db);
  return rows.map(asArticle);
}

/** Articles of every state but retired ones: to be decided first, then those that run out soonest. */
export async function allArticles(db: ReadDb, limit: number): Promise<Article[]> {
  const { rows } = await sql<ArticleRow>`${select(sql`from article a`)}
    where a.state <> 'retired'
    order by array_position(array['submitted', 'draft', 'approved'], a.state), a.valid_until nulls last, a.changed_at desc
    limit ${limit}`.execute(db);
  return rows.map(asArticle);
}
